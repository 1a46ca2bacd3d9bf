package io.pepper.cron.cluster;

import io.pepper.cron.definition.JobName;

/**
 * Hears what changed, after the view has changed. Called on the thread of the watch: must be quick
 * and must not block.
 */
public interface ClusterListener {
  /** A claim, a run or an order of this slot came, changed or went. */
  void slotChanged(Slot slot);

  /** A run of this job began or ended: jobs that exclude it may start. */
  void runsChanged(JobName job);

  /** A job that others wait for has completed. */
  void completed(JobName job);

  /** Somebody wants this run to end. */
  void stopRequested(String run, String why);

  /** A claim says that this was decided. */
  void decided(Slot slot, LastDecision trace);

  /** A node's life has ended. */
  void memberEnded(CronMember member);

  /** Everything was paused, or goes on. */
  void maintenanceChanged();
}
