package io.pepper.cron.alarm;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.run.Run;
import java.time.Instant;

/**
 * The receiver of what happens to jobs, which raises the alerts that their definitions configure.
 * Safe for any number of threads; never blocks and never fails.
 */
public interface AlertSink {
  /** Reports that a run began, perhaps late. */
  void started(CronJob job, Run run);

  /** Reports that the last attempt of a run ended, in any final state. */
  void ended(CronJob job, Run run);

  /** Reports that occurrences were left out. */
  void skipped(CronJob job, Run run);

  /** Reports that no node has started an occurrence for a minute. */
  void notStarted(CronJob job, Instant due);
}
