package io.pepper.cron.cluster;

import io.pepper.cron.definition.JobName;

/**
 * One replica of a job, for which occurrences are claimed.
 *
 * @param replica a number from 0, or a node's name for a job that runs on every node
 */
public record Slot(JobName job, String replica) {
  /** Returns the slot as it stands in keys. */
  String path() {
    return job + "/" + replica;
  }

  @Override
  public String toString() {
    return path();
  }
}
