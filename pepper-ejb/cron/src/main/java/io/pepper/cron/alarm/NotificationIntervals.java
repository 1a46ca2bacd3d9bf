package io.pepper.cron.alarm;

import io.pepper.settings.Settings;
import java.time.Duration;

/**
 * How delivery is tried again.
 *
 * @param first pause; each further one is twice as long
 * @param longest pause
 * @param limit from when a node takes a notice to when it gives up
 * @param look how often a node looks for notices that nobody sees to
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

  /** The pause after one of this length; zero for the first. */
  Duration nextPause(Duration before) {
    Duration doubled = before.isZero() ? initialPause : before.multipliedBy(2);
    return doubled.compareTo(maxPause) < 0 ? doubled : maxPause;
  }
}
