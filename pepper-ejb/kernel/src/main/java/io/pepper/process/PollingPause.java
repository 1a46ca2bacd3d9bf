package io.pepper.process;

import java.time.Duration;

/**
 * The pauses between polls, short ones first, until a limit. An interrupt ends them and stays set.
 * Used by one thread.
 */
final class PollingPause {
  private static final long MIN_MILLIS = 2;
  private static final long MAX_MILLIS = 50;

  private final long deadline;
  private long next = MIN_MILLIS;
  private boolean interrupted;

  PollingPause(Duration limit) {
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /**
   * Sleeps for the next pause.
   *
   * @return false if the limit was reached before it
   */
  boolean sleep() {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      return false;
    }
    try {
      Thread.sleep(Math.min(next, left));
      next = Math.min(MAX_MILLIS, 2 * next);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    return true;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  void restoreInterrupt() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
