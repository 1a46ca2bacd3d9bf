package io.pepper.bus.metrics;

import io.pepper.job.Excerpt;
import java.time.Instant;

/**
 * The reason and time of the latest failed or returned delivery.
 *
 * @param text the beginning and the end of the reason; the job has the whole
 */
public record LastError(String text, Instant at) {
  private static final int MAX_LENGTH = 2000;

  /** Returns the error of a delivery, bounded, since every topic of the node keeps one. */
  static LastError of(String text, Instant at) {
    return new LastError(Excerpt.ofBothEnds(text, MAX_LENGTH), at);
  }
}
