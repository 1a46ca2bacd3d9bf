package io.pepper.discovery.cluster;

import java.time.Clock;
import java.time.Instant;

/** Times as nanoseconds since 1970. */
final class EpochNanos {
  private static final long PER_SECOND = 1_000_000_000L;

  private EpochNanos() {}

  static long of(Clock clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * PER_SECOND + now.getNano();
  }
}
