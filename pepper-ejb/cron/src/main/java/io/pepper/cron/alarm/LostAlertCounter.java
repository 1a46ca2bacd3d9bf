package io.pepper.cron.alarm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The count of alerts that did not reach all their channels, each logged with the reason. Safe for
 * any number of threads.
 */
final class LostAlertCounter {
  private static final Logger LOG = System.getLogger(AlertService.class.getName());

  private final AtomicLong count = new AtomicLong();

  void add(String what, String job, String why) {
    LOG.log(
        Level.ERROR,
        "{0} of cron job {1} is lost: {2} ({3} so far)",
        what,
        job,
        why,
        count.incrementAndGet());
  }

  long count() {
    return count.get();
  }
}
