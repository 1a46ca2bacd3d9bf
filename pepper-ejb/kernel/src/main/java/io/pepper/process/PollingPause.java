package io.pepper.process;

import io.pepper.concurrent.Backoff;
import java.time.Duration;

/**
 * The pauses between polls, short ones first, until a limit. An interrupt ends them and stays set.
 * Used by one thread.
 */
final class PollingPause {
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(2), Duration.ofMillis(50));

  private final long deadline;
  private Duration next = PAUSES.first();
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
      Thread.sleep(Math.min(next.toMillis(), left));
      next = PAUSES.after(next);
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
