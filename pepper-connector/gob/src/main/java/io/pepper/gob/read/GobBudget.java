package io.pepper.gob.read;

/** The memory for input that several readers share. Safe for any number of threads. */
public interface GobBudget {
  /** The budget that has no end. */
  GobBudget UNLIMITED =
      new GobBudget() {
        @Override
        public boolean acquire(long bytes) {
          return true;
        }

        @Override
        public void release(long bytes) {
          // Nothing was counted.
        }
      };

  /**
   * Acquires memory.
   *
   * @return whether it was left; if not, nothing is acquired
   */
  boolean acquire(long bytes);

  /** Gives back what was acquired. */
  void release(long bytes);
}
