package io.pepper.bus.dispatch;

import io.pepper.job.JobId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often the consumer of a topic has refused which jobs. A good ping lies between two refusals
 * of one job: a consumer that does not know the topic says so to the ping, and no attempt of any
 * job is counted. One that lists the topic and still refuses a job again and again means the job.
 * Remembers the last 10,000 refused jobs of this process; a job that is forgotten begins anew. Safe
 * for any number of threads.
 */
final class Refusals {
  private static final int MAX_JOBS = 10_000;

  private final int free;
  private final Map<JobId, Integer> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Integer> eldest) {
          return size() > MAX_JOBS;
        }
      };

  /**
   * @param free refusals of one job that cost it no attempt
   */
  Refusals(int free) {
    this.free = free;
  }

  /** Notes a refusal; true if the job was refused so often before that this attempt counts. */
  synchronized boolean isOneTooMany(JobId job) {
    return counts.merge(job, 1, Integer::sum) > free;
  }

  synchronized void clear() {
    counts.clear();
  }
}
