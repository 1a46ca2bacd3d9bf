package io.pepper.concurrent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A task that a thread of its own repeats until it is ended. The end cuts a pause short and never
 * interrupts a run. A run handles its own failures: one that it throws ends the thread, which logs
 * it. Safe for any number of threads; runs never overlap.
 */
public final class PeriodicTask implements AutoCloseable {
  /** One run of a task that says itself when the next one is due. */
  @FunctionalInterface
  public interface Iteration {
    /**
     * Runs once.
     *
     * @return the pause until the next run; zero or less for none
     * @throws InterruptedException if the thread is interrupted, which ends the task
     */
    Duration run() throws InterruptedException;
  }

  private final Thread thread;
  private final Duration firstPause;
  private final Iteration iteration;
  private final CountDownLatch ending = new CountDownLatch(1);

  private PeriodicTask(Thread.Builder builder, Duration firstPause, Iteration iteration) {
    this.thread = builder.unstarted(this::repeat);
    this.firstPause = firstPause;
    this.iteration = iteration;
  }

  /**
   * Creates a task whose runs say when the next one is due.
   *
   * @param builder the thread's builder, of {@link Threads}
   * @param firstPause the time from the start to the first run; zero or less for none
   * @param iteration called by the task's thread only
   */
  public static PeriodicTask of(Thread.Builder builder, Duration firstPause, Iteration iteration) {
    return new PeriodicTask(builder, firstPause, iteration);
  }

  /**
   * Creates a task with the same pause before every run; the duration of a run comes on top.
   *
   * @param builder the thread's builder, of {@link Threads}
   * @param pause before each run, the first one too
   * @param run called by the task's thread only
   */
  public static PeriodicTask every(Thread.Builder builder, Duration pause, Runnable run) {
    return new PeriodicTask(
        builder,
        pause,
        () -> {
          run.run();
          return pause;
        });
  }

  /**
   * Starts the thread. After the end no run begins any more.
   *
   * @return this task
   * @throws IllegalThreadStateException if it was started before
   */
  public PeriodicTask start() {
    thread.start();
    return this;
  }

  private void repeat() {
    try {
      Duration pause = firstPause;
      while (!ending.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        pause = iteration.run();
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the task was told to end; a run may still be under way. */
  public boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** Lets no further run begin, and does not wait for the one under way. For any thread. */
  public void end() {
    ending.countDown();
  }

  /**
   * Ends the task and waits for the run under way, without a limit, or until the caller is
   * interrupted, which stays set. Not for the task's own thread, which would wait for itself.
   */
  @Override
  public void close() {
    end();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
