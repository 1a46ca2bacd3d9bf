package io.pepper.cron.cluster;

import io.pepper.cron.definition.JobName;

/**
 * The receiver of changes, after the view has changed. All methods are called on the thread of the
 * watch: they must be quick and must not block.
 */
public interface ClusterListener {
  /** Reacts to a claim, a run or a request of this slot that came, changed or went. */
  void slotChanged(Slot slot);

  /** Reacts to a run of this job that began or ended: jobs that exclude it may start. */
  void runsChanged(JobName job);

  /** Reacts to the completion of a job that others wait for. */
  void completed(JobName job);

  /** Reacts to a request to end this run. */
  void stopRequested(String run, String why);

  /** Reacts to a decision that a claim shows. */
  void decided(Slot slot, LastDecision trace);

  /** Reacts to the end of a membership. */
  void memberEnded(CronMember member);

  /** Reacts to the pause of all jobs, or its end. */
  void maintenanceChanged();
}
