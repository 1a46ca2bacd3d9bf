package io.pepper.client;

import java.time.Instant;

/**
 * The load that an instance last reported.
 *
 * @param load 0 is idle; what 1 means is the application's own choice, but the same for all its
 *     instances
 * @param at when this process first saw the report, so that clocks need not agree
 */
public record Load(double load, Instant at) {
  /**
   * Creates a load.
   *
   * @throws IllegalArgumentException if the load is negative or no number
   */
  public Load {
    if (!(load >= 0) || Double.isInfinite(load)) {
      throw new IllegalArgumentException("load must be 0 or more, not " + load);
    }
  }
}
