package io.pepper.web.faces.bus.topic;

import io.pepper.bus.JobSearchResult;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.JobListPage;
import io.pepper.store.ListedJob;
import io.pepper.store.StoreUnavailableException;
import io.pepper.web.faces.Readable;
import io.pepper.web.read.QueueReads;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The reader of one page of a topic's jobs: all of a state, or those that were searched for. */
final class JobListReader {
  private static final int MAX_JOBS = 50;

  private final QueueReads reads;
  private final Instant now;

  JobListReader(QueueReads reads, Instant now) {
    this.reads = reads;
    this.now = now;
  }

  /** Reads a page; one that cannot be read says why. */
  JobList read(TopicId topic, JobState state, String search, String after) {
    Optional<String> cursor = after.isEmpty() ? Optional.empty() : Optional.of(after);
    try {
      if (search.isEmpty()) {
        JobListPage page = reads.browse(topic, state, cursor, MAX_JOBS);
        return list(topic, state, after, page.jobs(), page.cursor(), "");
      }
      JobSearchResult result = reads.search(topic, state, search, cursor, MAX_JOBS);
      return list(topic, state, "", result.jobs(), result.cursor(), extent(result, after));
    } catch (StoreUnavailableException | IllegalArgumentException e) {
      return new JobList(List.of(), "", "", e.getMessage());
    }
  }

  private JobList list(
      TopicId topic,
      JobState state,
      String after,
      List<ListedJob> listed,
      Optional<String> next,
      String extent) {
    List<JobEntry> entries =
        listed.stream().map(job -> new JobEntry(topic, state, job, after, now)).toList();
    return new JobList(entries, next.orElse(""), extent, "");
  }

  private static String extent(JobSearchResult result, String after) {
    String begin = after.isEmpty() ? "" : "further ";
    return result.cursor().isEmpty()
        ? "Found %s after looking at %s%s jobs, which are all."
            .formatted(
                Readable.count(result.jobs().size()), begin, Readable.count(result.lookedAt()))
        : "Found %s after looking at %s%s jobs. There are more to look at."
            .formatted(
                Readable.count(result.jobs().size()), begin, Readable.count(result.lookedAt()));
  }
}
