package io.pepper.cron.cluster;

import io.pepper.cron.definition.JobName;

/**
 * One replica of a job: what an occurrence is taken for.
 *
 * @param replica a number from 0, or a node's name for a job that runs on every node
 */
public record Slot(JobName job, String replica) {
  /** As it stands in keys. */
  String path() {
    return job + "/" + replica;
  }

  @Override
  public String toString() {
    return path();
  }
}
