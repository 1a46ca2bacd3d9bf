package io.pepper.identity.login;

import io.pepper.concurrent.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The throttle for guesses: after three failures of one user from one address, each further one
 * doubles the wait, up to five minutes. It keeps the last 10,000 pairs. Safe for any number of
 * threads.
 */
public final class LoginThrottle {
  private static final int FREE_FAILURES = 3;
  private static final Backoff WAITS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
  // Failures this long ago are forgotten.
  private static final Duration MEMORY = Duration.ofMinutes(30);
  private static final int MAX_PAIRS = 10_000;

  private record Failures(int count, Instant last) {
    Instant nextAllowed() {
      if (count < FREE_FAILURES) {
        return last;
      }
      return last.plus(WAITS.afterFailures(count - FREE_FAILURES + 1));
    }
  }

  private final RecentMap<Failures> failures = new RecentMap<>(MAX_PAIRS);
  private final Clock clock;

  public LoginThrottle(Clock clock) {
    this.clock = clock;
  }

  /**
   * Checks whether a login may be tried.
   *
   * @throws LoginThrottledException if this user must wait before trying again from there
   */
  public void check(String user, String address) {
    failures
        .get(key(user, address))
        .map(failed -> Duration.between(clock.instant(), failed.nextAllowed()))
        .filter(Duration::isPositive)
        .ifPresent(wait -> {
          throw new LoginThrottledException(wait);
        });
  }

  public void failed(String user, String address) {
    Instant now = clock.instant();
    failures.update(
        key(user, address),
        before ->
            before == null || before.last.plus(MEMORY).isBefore(now)
                ? new Failures(1, now)
                : new Failures(before.count + 1, now));
  }

  public void succeeded(String user, String address) {
    failures.remove(key(user, address));
  }

  static String key(String user, String address) {
    // Clients choose the name: it must not fill the memory.
    return (user.length() <= 100 ? user : user.substring(0, 100)) + '\n' + address;
  }
}
