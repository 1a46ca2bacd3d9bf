package io.pepper.database;

import io.pepper.concurrent.Backoff;
import java.time.Duration;

/** The failures since something was last stored. Used by one thread. */
final class RetryBackoff {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));
  private static final int REFUSALS = 2;
  // After a restart of the database every connection of the pool may break once.
  private static final int BROKEN_CONNECTIONS = 12;

  private Duration pause = Duration.ZERO;
  private int failures;
  private boolean away;

  /** Returns the pause before the next attempt, longer each time. */
  Duration pause() {
    pause = BACKOFF.after(pause);
    return pause;
  }

  void away() {
    away = true;
  }

  boolean isAway() {
    return away;
  }

  /**
   * Returns whether it failed so often, although the database answers, that it will not succeed.
   */
  boolean failedThoughItAnswers(RuntimeException failure) {
    away = false;
    failures++;
    boolean broken =
        failure instanceof DatabaseUnavailableException unavailable
            && unavailable.isBrokenConnection();
    return failures >= (broken ? BROKEN_CONNECTIONS : REFUSALS);
  }

  void end() {
    pause = Duration.ZERO;
    failures = 0;
    away = false;
  }
}
