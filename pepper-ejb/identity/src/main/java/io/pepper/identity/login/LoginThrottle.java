package io.pepper.identity.login;

import io.pepper.concurrent.Backoff;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

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
  private static final int MAX_NAME = 100;
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]");

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

  /**
   * Returns the pair as a key. Names that a directory may take for the same have the same: it does
   * not care for capitals, blanks and what nobody sees.
   */
  static String key(String user, String address) {
    String plain = Normalizer.normalize(user, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
    String letters = OTHERS.matcher(plain).replaceAll("");
    // Clients choose the name: it must not fill the memory.
    return (letters.length() <= MAX_NAME ? letters : letters.substring(0, MAX_NAME))
        + '\n'
        + address;
  }
}
