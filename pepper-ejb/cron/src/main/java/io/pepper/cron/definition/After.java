package io.pepper.cron.definition;

import java.util.Set;

/**
 * The document field {@code after}: the job runs once all of these jobs have completed anew since
 * its last run.
 *
 * @param jobs at least one
 */
public record After(Set<JobName> jobs, On on) {
  /** The completions that count. */
  public enum On {
    SUCCESS,
    FAILURE,
    ANY
  }

  public After {
    jobs = Set.copyOf(jobs);
    if (jobs.isEmpty() || jobs.size() > 100) {
      throw new IllegalArgumentException("jobs must name 1 to 100 jobs");
    }
  }
}
