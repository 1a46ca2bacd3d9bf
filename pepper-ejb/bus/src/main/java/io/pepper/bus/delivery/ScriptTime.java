package io.pepper.bus.delivery;

import java.time.Duration;

/**
 * A stopwatch that starts when the script does, without the wait for a free child. Used by one
 * thread at a time.
 */
final class ScriptTime implements Runnable {
  private final Runnable then;
  private long start = System.nanoTime();

  /**
   * Creates a stopwatch.
   *
   * @param then runs when the script begins
   */
  ScriptTime(Runnable then) {
    this.then = then;
  }

  /** Starts the time: the script begins now. */
  @Override
  public void run() {
    then.run();
    start = System.nanoTime();
  }

  /** Returns the time since the beginning; before it, the time spent waiting. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
