package io.pepper.cron.alarm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the alarms that did not reach everybody, and says of each why. For any thread. */
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
