package io.pepper.concurrent;

import java.time.Duration;

/**
 * The pauses between attempts that fail: each is twice as long as the one before, up to a limit,
 * without jitter. Immutable; safe for any number of threads.
 *
 * @param first the pause after the first failure; more than zero
 * @param longest the pause that no other exceeds; the first one is cut to it as well
 */
public record Backoff(Duration first, Duration longest) {
  /**
   * Creates a backoff.
   *
   * @throws IllegalArgumentException if one of the pauses is zero or less, so that attempts would
   *     follow each other without a pause
   */
  public Backoff {
    if (!first.isPositive() || !longest.isPositive()) {
      throw new IllegalArgumentException(
          "pauses must be more than zero, not " + first + " up to " + longest);
    }
  }

  /**
   * Returns the pause that follows another.
   *
   * @param pause the pause before; zero before the first failure
   */
  public Duration after(Duration pause) {
    if (pause.isZero()) {
      return first.compareTo(longest) < 0 ? first : longest;
    }
    // Compared before it is doubled, so that no pause overflows.
    return pause.compareTo(longest.dividedBy(2)) < 0 ? pause.multipliedBy(2) : longest;
  }

  /**
   * Returns the pause after a number of failures in a row.
   *
   * @param failures at least 1
   */
  public Duration afterFailures(int failures) {
    Duration pause = after(Duration.ZERO);
    for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
      pause = after(pause);
    }
    return pause;
  }
}
