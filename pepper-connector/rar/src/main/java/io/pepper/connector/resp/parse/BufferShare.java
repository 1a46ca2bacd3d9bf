package io.pepper.connector.resp.parse;

/**
 * One connection's part of the {@link BufferBudget}. The first bytes are free, so that small
 * commands never touch the shared counter. Used by the connection's own thread only.
 */
public final class BufferShare {
  static final long FREE = 4 << 10;
  private static final long STEP = 64 << 10;

  private final BufferBudget budget;
  private long used;
  private long paid;
  private long held;

  public BufferShare(BufferBudget budget) {
    this.budget = budget;
  }

  /**
   * @return whether the bytes were left; if not, nothing is taken
   */
  boolean acquire(long bytes) {
    long missing = used + bytes - FREE - paid;
    if (missing > 0) {
      long step = Math.max(missing, STEP);
      if (!budget.acquire(step)) {
        return false;
      }
      paid += step;
    }
    used += bytes;
    return true;
  }

  /**
   * Acquires bytes that the application keeps beyond its batch.
   *
   * @return whether they were left; if not, nothing is taken
   */
  public boolean hold(long bytes) {
    if (!budget.hold(bytes)) {
      return false;
    }
    if (!acquire(bytes)) {
      budget.release(bytes);
      return false;
    }
    held += bytes;
    return true;
  }

  public void release(long bytes) {
    held -= bytes;
    budget.release(bytes);
    giveBack(bytes);
  }

  public long maxHeld() {
    return budget.maxHeld();
  }

  /** Acquires bytes that are needed in any case, as {@link BufferBudget#force} does. */
  public void force(long bytes) {
    long missing = used + bytes - FREE - paid;
    if (missing > 0) {
      budget.force(missing);
      paid += missing;
    }
    used += bytes;
  }

  public void giveBack(long bytes) {
    used -= bytes;
    if (used <= FREE && paid > 0) {
      budget.giveBack(paid);
      paid = 0;
    }
  }

  public void giveBackAll() {
    budget.release(held);
    held = 0;
    giveBack(used);
  }
}
