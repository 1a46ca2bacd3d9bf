package io.pepper.discovery.front.grpc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When streams say something though nothing changed.
 *
 * @param idle between two signs of life; clients give up after 70 s
 * @param settled when providers that a stop of this node has cut off have had time to come back
 */
record PollTimes(Duration idle, Instant settled, Clock clock) {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration SETTLING = Duration.ofSeconds(60);

  /** Those of a node that starts now. */
  static PollTimes from(Clock clock) {
    return new PollTimes(IDLE, clock.instant().plus(SETTLING), clock);
  }

  /** Nanoseconds since 1970. */
  long now() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }

  /** Zero once it is so. */
  Duration untilSettled() {
    Duration left = Duration.between(clock.instant(), settled);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
