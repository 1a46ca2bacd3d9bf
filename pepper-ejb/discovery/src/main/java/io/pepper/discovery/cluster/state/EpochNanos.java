package io.pepper.discovery.cluster.state;

import java.time.Clock;
import java.time.Instant;

/** Times as nanoseconds since 1970. */
public final class EpochNanos {
  private static final long PER_SECOND = 1_000_000_000L;

  private EpochNanos() {}

  public static long of(Clock clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * PER_SECOND + now.getNano();
  }
}
