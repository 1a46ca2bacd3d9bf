package io.pepper.web.faces.bus.topic;

import io.pepper.bus.Jobs;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.JobListPage;
import io.pepper.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One page of a topic's jobs in one state, read once. */
public final class JobList {
  private static final int MAX_JOBS = 50;

  private final List<JobEntry> entries;
  private final String next;
  private final String problem;

  private JobList(List<JobEntry> entries, String next, String problem) {
    this.entries = entries;
    this.next = next;
    this.problem = problem;
  }

  static JobList read(Jobs jobs, TopicId topic, JobState state, String after, Instant now) {
    try {
      Optional<String> cursor = after.isEmpty() ? Optional.empty() : Optional.of(after);
      JobListPage page = jobs.browse(topic, state, cursor, MAX_JOBS);
      return new JobList(
          page.jobs().stream().map(job -> new JobEntry(job, now)).toList(),
          page.cursor().orElse(""),
          "");
    } catch (StoreUnavailableException | IllegalArgumentException e) {
      return new JobList(List.of(), "", e.getMessage());
    }
  }

  public List<JobEntry> getEntries() {
    return entries;
  }

  /** Returns the cursor of the next page; empty on the last one. */
  public String getNext() {
    return next;
  }

  /** Returns why there is no list; empty if there is one. */
  public String getProblem() {
    return problem;
  }
}
