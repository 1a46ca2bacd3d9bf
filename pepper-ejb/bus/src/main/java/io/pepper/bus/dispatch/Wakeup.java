package io.pepper.bus.dispatch;

import java.util.concurrent.locks.LockSupport;

/**
 * Where a topic's loop sleeps. News of jobs costs one volatile read while the loop is awake or
 * knows already: it is called for every push. One thread sleeps, any number call.
 */
final class Wakeup {
  private volatile Thread sleeper;
  private volatile boolean forJobs;
  private volatile boolean jobs = true;
  private volatile boolean changed;

  /** Jobs may have become ready. */
  void jobs() {
    if (!jobs) {
      jobs = true;
      if (forJobs) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /** Something else changed that the loop must look at; written before this call. */
  void changed() {
    changed = true;
    LockSupport.unpark(sleeper);
  }

  /** Whether there was news of jobs since the last call; ask before taking, not after. */
  boolean tookNews() {
    boolean news = jobs;
    jobs = false;
    return news;
  }

  /**
   * Sleeps until something changed, or jobs may be there if that is of interest, or the time is up.
   */
  void sleep(long nanos, boolean wantsJobs) {
    long end = System.nanoTime() + nanos;
    sleeper = Thread.currentThread();
    forJobs = wantsJobs;
    long left = nanos;
    while (left > 0 && !changed && !(wantsJobs && jobs) && !Thread.interrupted()) {
      LockSupport.parkNanos(this, left);
      left = end - System.nanoTime();
    }
    forJobs = false;
    changed = false;
  }
}
