package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.JobListPage;
import io.pepper.store.JobStore;
import io.pepper.store.ListedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The search for stored jobs by id and by what is in them. No store is sorted by these, so a search
 * looks at one job after the other, page by page, and ends at a bound of jobs and of time; its
 * result says how far it came. Every method blocks and may throw {@link
 * io.pepper.store.StoreUnavailableException}. Safe for any number of threads.
 */
public final class JobFinder {
  /** The most jobs that one call looks at. */
  public static final int MAX_LOOKED_AT = 100_000;

  private static final Duration MAX_TIME = Duration.ofSeconds(3);
  private static final int FIRST_PAGE = 100;
  private static final int MAX_PAGE = 1000;
  private static final long MAX_PAGE_BYTES = 4 << 20;

  private final Queues queues;
  private final JobStore store;

  JobFinder(Queues queues, JobStore store) {
    this.queues = queues;
    this.store = store;
  }

  /**
   * Finds a job of a topic in any state.
   *
   * @param likely the state to look at first
   * @param cursor of the page of that state on which the job was seen; empty if unknown
   * @throws UnknownStoredJobException if it is not there, or not among the jobs looked at
   */
  public FoundJob find(
      TopicId topic, JobId id, Optional<JobState> likely, Optional<String> cursor) {
    queues.get(topic);
    Optional<FoundJob> seen = likely.flatMap(state -> onPage(topic, state, id, cursor));
    if (seen.isPresent()) {
      return seen.get();
    }
    List<JobState> states = new ArrayList<>(List.of(JobState.values()));
    likely.ifPresent(state -> {
      states.remove(state);
      states.addFirst(state);
    });
    long lookedAt = 0;
    boolean isWhole = true;
    for (JobState state : states) {
      JobSearchResult result =
          search(topic, state, job -> job.id().equals(id), Optional.empty(), 1);
      if (!result.jobs().isEmpty()) {
        return new FoundJob(state, result.jobs().getFirst());
      }
      lookedAt += result.lookedAt();
      isWhole &= result.cursor().isEmpty();
    }
    throw new UnknownStoredJobException(
        isWhole
            ? topic + " has no job " + id + ": it is done, or was deleted"
            : "job " + id + " is not among the " + lookedAt + " jobs of " + topic + " looked at");
  }

  private Optional<FoundJob> onPage(
      TopicId topic, JobState state, JobId id, Optional<String> cursor) {
    try {
      return store.browse(topic, state, cursor, FIRST_PAGE).jobs().stream()
          .filter(listed -> listed.job().id().equals(id))
          .findFirst()
          .map(listed -> new FoundJob(state, listed));
    } catch (IllegalArgumentException e) {
      // The cursor is only a hint.
      return Optional.empty();
    }
  }

  /**
   * Finds the jobs of a state in whose payload, last error or id a text is, in upper or lower case.
   *
   * @param cursor of the search before; empty to begin
   * @param limit 1 to 1000
   * @throws IllegalArgumentException if the cursor is not one
   */
  public JobSearchResult search(
      TopicId topic, JobState state, String text, Optional<String> cursor, int limit) {
    queues.get(topic);
    String wanted = text.toLowerCase(Locale.ROOT);
    return search(topic, state, job -> contains(job, wanted), cursor, limit);
  }

  private static boolean contains(Job job, String wanted) {
    return job.id().toString().contains(wanted)
        || job.id().toStreamId().equals(wanted)
        || new String(job.payload(), UTF_8).toLowerCase(Locale.ROOT).contains(wanted)
        || job.lastError().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private JobSearchResult search(
      TopicId topic, JobState state, Predicate<Job> wanted, Optional<String> cursor, int limit) {
    long end = System.nanoTime() + MAX_TIME.toNanos();
    List<ListedJob> found = new ArrayList<>();
    Optional<String> from = cursor;
    int size = FIRST_PAGE;
    long lookedAt = 0;
    while (true) {
      JobListPage page = store.browse(topic, state, from, size);
      for (ListedJob listed : page.jobs()) {
        lookedAt++;
        if (wanted.test(listed.job())) {
          found.add(listed);
          if (found.size() == limit) {
            boolean isLast = page.cursor().isEmpty() && listed == page.jobs().getLast();
            return new JobSearchResult(
                found, lookedAt, isLast ? Optional.empty() : Optional.of(listed.cursor()));
          }
        }
      }
      from = page.cursor();
      boolean isOver = lookedAt >= MAX_LOOKED_AT || System.nanoTime() - end > 0;
      if (from.isEmpty() || isOver) {
        return new JobSearchResult(found, lookedAt, from);
      }
      size = nextSize(page.jobs());
    }
  }

  /** Returns how many jobs to read next, fewer if those before were large. */
  private static int nextSize(List<ListedJob> jobs) {
    long bytes = 1;
    for (ListedJob listed : jobs) {
      bytes += listed.job().payload().length + listed.job().lastError().length();
    }
    return (int) Math.clamp(MAX_PAGE_BYTES * Math.max(1, jobs.size()) / bytes, 1, MAX_PAGE);
  }
}
