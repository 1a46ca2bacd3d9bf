package io.pepper.cron.definition;

import java.time.Duration;

/**
 * The rule for when a run counts as missed, and what is then done.
 *
 * @param tolerance a run that starts later than this after its instant was missed; up to then it
 *     simply starts late. 1 s to 1 day
 * @param window how far back missed runs are made up for; at least the tolerance, at most 31 days
 */
public record MisfirePolicy(Misfire misfire, Duration tolerance, Duration window) {
  public static final Duration DEFAULT_TOLERANCE = Duration.ofSeconds(10);
  public static final Duration DEFAULT_WINDOW = Duration.ofHours(1);

  /** The policy of a job that names none: runs missed by more than 10 s are left out. */
  public static final MisfirePolicy DEFAULT =
      new MisfirePolicy(Misfire.SKIP, DEFAULT_TOLERANCE, DEFAULT_WINDOW);

  public MisfirePolicy {
    if (tolerance.compareTo(Duration.ofSeconds(1)) < 0
        || tolerance.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("tolerance must be PT1S to PT24H, not " + tolerance);
    }
    if (window.compareTo(tolerance) < 0 || window.compareTo(Duration.ofDays(31)) > 0) {
      throw new IllegalArgumentException(
          "misfireWindow must be at least the tolerance (%s) and at most P31D, not %s"
              .formatted(tolerance, window));
    }
  }
}
