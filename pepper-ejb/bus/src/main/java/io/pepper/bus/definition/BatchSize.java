package io.pepper.bus.definition;

import io.pepper.definition.InvalidDefinitionException;

/**
 * The number of jobs that one delivery carries, of those that wait: a delivery never waits for more
 * of them (docs/protocol.md, How many jobs a delivery carries).
 *
 * @param max jobs of one delivery at most; 1 to 1000
 * @param adaptive true if free workers share what waits, so that only a backlog fills deliveries;
 *     false if one delivery carries all that waits, up to {@code max}
 */
public record BatchSize(int max, boolean adaptive) {
  public static final int MAX_JOBS = 1000;
  public static final BatchSize SINGLE = fixed(1);

  public BatchSize {
    if (max < 1 || max > MAX_JOBS) {
      throw new InvalidDefinitionException(
          adaptive ? "batch.max" : "batch", "must be 1 to %d, not %d".formatted(MAX_JOBS, max));
    }
  }

  /** Returns the size of deliveries that carry all that waits. */
  public static BatchSize fixed(int max) {
    return new BatchSize(max, false);
  }

  /** Returns the size of deliveries that share what waits among the workers. */
  public static BatchSize adaptive(int max) {
    return new BatchSize(max, true);
  }
}
