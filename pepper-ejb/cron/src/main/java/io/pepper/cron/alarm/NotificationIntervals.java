package io.pepper.cron.alarm;

import io.pepper.concurrent.Backoff;
import io.pepper.settings.Settings;
import java.time.Duration;

/**
 * The intervals of delivery and sweep.
 *
 * @param retry the pauses between tries
 * @param giveUpAfter the time from when a node takes a notification to when it gives up
 * @param sweep the interval of {@link AlertSweep}
 */
record NotificationIntervals(Backoff retry, Duration giveUpAfter, Duration sweep) {
  static NotificationIntervals of(Settings settings) {
    return new NotificationIntervals(
        new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(2)),
        settings.duration("pepper.cron.alarms.retry", Duration.ofMinutes(15)),
        Duration.ofSeconds(10));
  }
}
