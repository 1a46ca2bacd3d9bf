package io.pepper.bench;

import java.time.Duration;
import java.time.Instant;

/** Waiting as a measurement needs it: for time to pass. */
public final class Pause {
  private Pause() {}

  public static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static void until(Instant instant) {
    millis(Math.max(0, Duration.between(Instant.now(), instant).toMillis()));
  }
}
