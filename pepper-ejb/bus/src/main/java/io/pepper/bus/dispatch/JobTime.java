package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryResult;

/**
 * The measured time of one consumer for one job. It rises at once and falls slowly, since too long
 * a batch costs attempts and too short a one next to nothing. Safe for any number of threads: a
 * sample that is lost between two of them does no harm.
 */
final class JobTime {
  private static final int WEIGHT = 16;

  private volatile long nanos;

  /**
   * Adds a delivery. One that failed as a whole may have ended early, so it only raises the time.
   */
  void observe(ConsumerResponse response, int jobs) {
    boolean failed = response.result() == DeliveryResult.FAILED;
    boolean carriedOut = response.succeeded() || failed && !response.results().isEmpty();
    long sample = Math.max(1, response.duration().toNanos() / jobs);
    long before = nanos;
    if (before == 0 ? carriedOut : failed && sample > before || carriedOut) {
      nanos = sample > before ? sample : Math.max(1, before + (sample - before) / WEIGHT);
    }
  }

  /** Returns the time in nanoseconds; 0 before the first delivery has ended. */
  long nanos() {
    return nanos;
  }
}
