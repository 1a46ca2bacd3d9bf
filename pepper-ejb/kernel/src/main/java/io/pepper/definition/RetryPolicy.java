package io.pepper.definition;

import java.time.Duration;

/**
 * The rule for attempts: how many there are, and how long a failed job waits for the next one.
 *
 * @param attempts in all, the first included; 1 to 1000
 * @param backoff how the wait grows
 * @param initial wait before the second attempt; 0 to 7 days
 * @param max longest wait; at least {@code initial}, at most 7 days
 */
public record RetryPolicy(int attempts, BackoffType backoff, Duration initial, Duration max) {
  /** The growth of the wait from attempt to attempt. */
  public enum BackoffType {
    /** A wait of {@code initial} each time. */
    FIXED,
    /** A wait of {@code initial} times the number of failures. */
    LINEAR,
    /** A wait that doubles with each failure. */
    EXPONENTIAL
  }

  private static final Duration MAX_WAIT = Duration.ofDays(7);

  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, BackoffType.EXPONENTIAL, Duration.ofSeconds(1), Duration.ofMinutes(10));

  public RetryPolicy {
    if (attempts < 1 || attempts > 1000) {
      throw new InvalidDefinitionException("attempts", "must be 1 to 1000, not " + attempts);
    }
    if (initial.isNegative() || initial.compareTo(MAX_WAIT) > 0) {
      throw new InvalidDefinitionException("initial", "must be PT0S to P7D, not " + initial);
    }
    if (max.compareTo(initial) < 0 || max.compareTo(MAX_WAIT) > 0) {
      throw new InvalidDefinitionException(
          "max", "must be at least initial (" + initial + ") and at most P7D, not " + max);
    }
  }

  /** Returns whether a job that has failed this many times gets another attempt. */
  public boolean allowsAnother(int failures) {
    return failures < attempts;
  }

  /**
   * Returns the wait after a failure.
   *
   * @param failures so far, at least 1
   * @return how long to wait before the next attempt, without jitter
   */
  public Duration delayAfter(int failures) {
    long millis = initial.toMillis();
    long wait =
        switch (backoff) {
          case FIXED -> millis;
          case LINEAR -> millis * failures;
          case EXPONENTIAL -> millis * (1L << Math.min(failures - 1, 30));
        };
    return Duration.ofMillis(Math.min(wait, max.toMillis()));
  }
}
