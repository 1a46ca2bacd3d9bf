package io.pepper.bus.dispatch;

import java.util.concurrent.locks.LockSupport;

/**
 * The sleep of a topic's loop and the signals that end it. {@link #signalJobs} runs for every push:
 * it costs one volatile read while the loop is awake or signalled already. One thread sleeps, any
 * number signal.
 */
final class Wakeup {
  private volatile Thread sleeper;
  private volatile boolean sleepsForJobs;
  private volatile boolean jobs = true;
  private volatile boolean changed;

  /** Signals that jobs may have become ready. */
  void signalJobs() {
    if (!jobs) {
      jobs = true;
      if (sleepsForJobs) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /** Signals another change, written before this call, that the loop must read. */
  void signalChange() {
    changed = true;
    LockSupport.unpark(sleeper);
  }

  /** Returns and clears the jobs signal; to be called before fetching, not after. */
  boolean consumeJobsSignal() {
    boolean signalled = jobs;
    jobs = false;
    return signalled;
  }

  /** Sleeps until a change is signalled, the time is up, or, if wanted, jobs are signalled. */
  void sleep(long nanos, boolean wantsJobs) {
    long end = System.nanoTime() + nanos;
    sleeper = Thread.currentThread();
    sleepsForJobs = wantsJobs;
    long left = nanos;
    while (left > 0 && !changed && !(wantsJobs && jobs) && !Thread.interrupted()) {
      LockSupport.parkNanos(this, left);
      left = end - System.nanoTime();
    }
    sleepsForJobs = false;
    changed = false;
  }
}
