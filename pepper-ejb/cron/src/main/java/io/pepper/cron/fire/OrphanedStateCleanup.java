package io.pepper.cron.fire;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.definition.JobName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/**
 * The cleanup of state that the cluster keeps of jobs that are not defined any more, whether they
 * were removed here or by a program that deletes the original's keys in etcd. For one thread at a
 * time.
 */
final class OrphanedStateCleanup {
  private static final Logger LOG = System.getLogger(OrphanedStateCleanup.class.getName());

  private final ClusterView view;
  private final Cluster cluster;
  private final JobDirectory jobs;
  private Set<JobName> suspects = Set.of();

  OrphanedStateCleanup(ClusterView view, Cluster cluster, JobDirectory jobs) {
    this.view = view;
    this.cluster = cluster;
    this.jobs = jobs;
  }

  /**
   * Deletes that state. A job counts as removed when it was missing twice in a row; the transaction
   * that deletes checks it once more. Blocks.
   */
  void cleanUp() {
    Set<JobName> missing = new HashSet<>(view.jobs());
    missing.removeIf(job -> jobs.find(job).isPresent());
    try {
      for (JobName job : missing) {
        if (suspects.contains(job)) {
          cluster.forget(job, jobs.keyOf(job));
        }
      }
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "what is kept of removed jobs is cleared away later", e);
    }
    suspects = missing;
  }
}
