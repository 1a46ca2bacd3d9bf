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
record NotifierIntervals(Duration first, Duration longest, Duration limit, Duration look) {
  static NotifierIntervals of(Settings settings) {
    return new NotifierIntervals(
        Duration.ofSeconds(2),
        Duration.ofMinutes(2),
        settings.duration("pepper.cron.alarms.retry", Duration.ofMinutes(15)),
        Duration.ofSeconds(10));
  }

  /** The pause after one of this length; zero for the first. */
  Duration after(Duration before) {
    Duration doubled = before.isZero() ? first : before.multipliedBy(2);
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
