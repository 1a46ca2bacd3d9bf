package io.pepper.identity.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * The choice of which failed logins are recorded, so that a guesser does not fill the audit trail:
 * for each user and address one a minute at most, and sixty a minute altogether. Safe for any
 * number of threads.
 */
public final class FailureReports {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int MAX_IN_AN_INTERVAL = 60;
  private static final int MAX_PAIRS = 10_000;

  private record Reported(Instant at, int since) {}

  private final RecentMap<Reported> pairs = new RecentMap<>(MAX_PAIRS);
  private final Clock clock;
  private Instant begin = Instant.EPOCH;
  private int inInterval;

  public FailureReports(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts a failure.
   *
   * @return if it is to be recorded: how many of this pair were not, since the last one that was
   */
  public synchronized OptionalInt failed(String user, String address) {
    Instant now = clock.instant();
    String key = LoginThrottle.key(user, address);
    Reported last = pairs.get(key).orElse(new Reported(Instant.EPOCH, 0));
    if (!begin.isAfter(now.minus(INTERVAL))) {
      begin = now;
      inInterval = 0;
    }
    if (inInterval >= MAX_IN_AN_INTERVAL || last.at().isAfter(now.minus(INTERVAL))) {
      pairs.put(key, new Reported(last.at(), last.since() + 1));
      return OptionalInt.empty();
    }
    inInterval++;
    pairs.put(key, new Reported(now, 0));
    return OptionalInt.of(last.since());
  }
}
