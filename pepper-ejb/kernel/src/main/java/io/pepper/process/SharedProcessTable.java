package io.pepper.process;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Process tables for many callers at the same time: all that asked before the reading began share
 * it, and readings take about a fifth of one processor at most. Safe for any number of threads.
 */
final class SharedProcessTable {
  private static final long REST_FACTOR = 4;
  private static final long MAX_REST_NANOS = 100_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private ProcessTable last;
  private long began = System.nanoTime();
  private long ended = began;

  /** Returns a table that was read after the call. */
  ProcessTable fresh() {
    long asked = System.nanoTime();
    lock.lock();
    try {
      if (last == null || began - asked < 0) {
        rest();
        began = System.nanoTime();
        last = ProcessTable.read();
        ended = System.nanoTime();
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  private void rest() {
    // One reading may have been slow because the whole machine was.
    long until = ended + Math.min(MAX_REST_NANOS, REST_FACTOR * (ended - began));
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(left);
    }
  }
}
