package io.pepper.connector.resp;

/**
 * One connection's part of the {@link BufferBudget}. The first bytes are free, so that small
 * commands never touch the shared counter. Used by the connection's own thread only.
 */
final class BufferShare {
  static final long FREE = 4 << 10;
  private static final long STEP = 64 << 10;

  private final BufferBudget budget;
  private long used;
  private long paid;

  BufferShare(BufferBudget budget) {
    this.budget = budget;
  }

  /**
   * @return whether the bytes were left; if not, nothing is taken
   */
  boolean take(long bytes) {
    long missing = used + bytes - FREE - paid;
    if (missing > 0) {
      long step = Math.max(missing, STEP);
      if (!budget.take(step)) {
        return false;
      }
      paid += step;
    }
    used += bytes;
    return true;
  }

  /** As {@link BufferBudget#force}. */
  void force(long bytes) {
    long missing = used + bytes - FREE - paid;
    if (missing > 0) {
      budget.force(missing);
      paid += missing;
    }
    used += bytes;
  }

  void give(long bytes) {
    used -= bytes;
    if (used <= FREE && paid > 0) {
      budget.give(paid);
      paid = 0;
    }
  }

  void giveAll() {
    give(used);
  }
}
