package io.pepper.store.embedded;

import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.store.embedded.log.JobCursor;
import io.pepper.store.embedded.log.StoredJobList;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A search for jobs by their ids, which no list is sorted by, and what is done with those found. It
 * goes through a list in parts, so that the store's thread serves others in between. For that
 * thread, a part at a time.
 */
final class JobSearch {
  /** An action on a job that was found. */
  @FunctionalInterface
  interface Action {
    void accept(TopicJobs jobs, StoredJobList list, JobCursor place) throws IOException;
  }

  /** The jobs read in one part: some milliseconds. */
  private static final int PART = 5_000;

  private final JobState state;
  private final Set<Long> wanted;
  private final Action action;
  private long fromTime = Long.MIN_VALUE;
  private long fromSequence;
  private int found;

  JobSearch(JobState state, List<JobId> ids, Action action) {
    this.state = state;
    this.wanted = ids.stream().map(JobId::bits).collect(Collectors.toSet());
    this.action = action;
  }

  /** Returns a search whose jobs are deleted. */
  static JobSearch toDelete(JobState state, List<JobId> ids) {
    return new JobSearch(state, ids, (jobs, list, place) -> jobs.log().remove(list, place));
  }

  /** Returns a search whose jobs are made ready again. */
  static JobSearch toReplay(List<JobId> ids) {
    return new JobSearch(
        JobState.DEAD,
        ids,
        (jobs, list, place) -> jobs.makeReady(list, place, jobs.log().jobs().at(place).replayed()));
  }

  /**
   * Searches one part.
   *
   * @return whether there are more parts
   */
  boolean next(TopicJobs jobs) throws IOException {
    StoredJobList list = list(jobs);
    JobCursor place = list.from(fromTime, fromSequence);
    for (int i = 0; i < PART; i++) {
      if (wanted.isEmpty() || !place.hasJob()) {
        return false;
      }
      long sequence = place.sequence();
      boolean isFree = state != JobState.READY || !jobs.running().contains(sequence);
      if (isFree && wanted.remove(jobs.log().jobs().idAt(place))) {
        action.accept(jobs, list, place);
        found++;
      }
      place.advance();
    }
    if (!place.hasJob()) {
      return false;
    }
    fromTime = place.time();
    fromSequence = place.sequence();
    return true;
  }

  private StoredJobList list(TopicJobs jobs) {
    return switch (state) {
      case READY -> jobs.lists().ready();
      case SCHEDULED -> jobs.lists().scheduled();
      case DEAD -> jobs.lists().dead();
      case RUNNING -> throw new IllegalArgumentException("a running job belongs to its worker");
    };
  }

  /** Returns how many were found so far. */
  int found() {
    return found;
  }
}
