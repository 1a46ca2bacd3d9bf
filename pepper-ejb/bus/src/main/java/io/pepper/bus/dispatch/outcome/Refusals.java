package io.pepper.bus.dispatch.outcome;

import io.pepper.job.JobId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The number of refusals of each job by a topic's consumer. A successful ping lies between two
 * refusals of one job: a consumer that does not know the topic says so to the ping, and no attempt
 * is counted. A consumer that lists the topic and goes on refusing one job means that job. Keeps
 * the last 10,000 refused jobs of this process; a forgotten job begins at zero. Safe for any number
 * of threads.
 */
final class Refusals {
  private static final int MAX_JOBS = 10_000;

  private final int freeRefusals;
  private final Map<JobId, Integer> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Integer> eldest) {
          return size() > MAX_JOBS;
        }
      };

  /**
   * Creates an empty count.
   *
   * @param freeRefusals refusals of one job that cost it no attempt
   */
  Refusals(int freeRefusals) {
    this.freeRefusals = freeRefusals;
  }

  /** Counts a refusal; returns true if the job has used up its free ones. */
  synchronized boolean exceedsLimit(JobId job) {
    return counts.merge(job, 1, Integer::sum) > freeRefusals;
  }

  synchronized void clear() {
    counts.clear();
  }
}
