package io.pepper.discovery.instance;

/**
 * A report of how busy an instance is.
 *
 * @param value in whatever unit the application chose, such as the share of its CPUs in use; not
 *     negative; less is better
 * @param at when it was reported, milliseconds since 1970 by the clock of the node that got it
 */
public record Load(double value, long at) {
  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if the value is negative or no number
   */
  public Load {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("load must be a number of at least 0, not " + value);
    }
  }
}
