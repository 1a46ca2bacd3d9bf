package io.pepper.cron.alarm;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.run.Run;
import java.time.Instant;

/**
 * Is told what happens to jobs and raises the alarms their definitions ask for. Safe for any number
 * of threads; never blocks and never fails.
 */
public interface AlertSink {
  /** A run began, maybe late. */
  void started(CronJob job, Run run);

  /** The last attempt of a run ended: well, badly, killed or lost. */
  void ended(CronJob job, Run run);

  /** Occurrences were left out. */
  void skipped(CronJob job, Run run);

  /** Nobody has started an occurrence for a minute. */
  void notStarted(CronJob job, Instant due);
}
