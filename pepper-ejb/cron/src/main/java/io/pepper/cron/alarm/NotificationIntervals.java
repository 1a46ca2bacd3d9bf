package io.pepper.cron.alarm;

import io.pepper.settings.Settings;
import java.time.Duration;

/**
 * The intervals of delivery and sweep.
 *
 * @param initialPause before the second try; each further pause is twice as long
 * @param maxPause the longest pause
 * @param giveUpAfter the time from when a node takes a notification to when it gives up
 * @param sweep the interval of {@link AlertSweep}
 */
record NotificationIntervals(
    Duration initialPause, Duration maxPause, Duration giveUpAfter, Duration sweep) {
  static NotificationIntervals of(Settings settings) {
    return new NotificationIntervals(
        Duration.ofSeconds(2),
        Duration.ofMinutes(2),
        settings.duration("pepper.cron.alarms.retry", Duration.ofMinutes(15)),
        Duration.ofSeconds(10));
  }

  /** Returns the pause after one of this length; zero stands for none before. */
  Duration nextPause(Duration before) {
    Duration doubled = before.isZero() ? initialPause : before.multipliedBy(2);
    return doubled.compareTo(maxPause) < 0 ? doubled : maxPause;
  }
}
