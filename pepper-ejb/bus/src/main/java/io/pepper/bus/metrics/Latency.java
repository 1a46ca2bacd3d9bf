package io.pepper.bus.metrics;

import java.time.Duration;

/**
 * The distribution of a duration over about the last minute.
 *
 * @param count the number of samples; 0 makes all others zero
 * @param p50 the median; percentiles are accurate to 1 %
 */
public record Latency(long count, Duration p50, Duration p90, Duration p99, Duration max) {
  public static final Latency NONE =
      new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
