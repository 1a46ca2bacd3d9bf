package io.pepper.discovery.front.grpc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times at which streams send though nothing changed.
 *
 * @param idle between two signs of life; clients give up after 70 s
 * @param settled when providers that a stop of this node has cut off have had time to come back
 */
record PollTimes(Duration idle, Instant settled, Clock clock) {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration SETTLING = Duration.ofSeconds(60);

  /** Returns the times of a node that starts now. */
  static PollTimes from(Clock clock) {
    return new PollTimes(IDLE, clock.instant().plus(SETTLING), clock);
  }

  /** Nanoseconds since 1970. */
  long now() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }

  /** Returns the time until the node has settled; zero once it has. */
  Duration untilSettled() {
    Duration left = Duration.between(clock.instant(), settled);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
