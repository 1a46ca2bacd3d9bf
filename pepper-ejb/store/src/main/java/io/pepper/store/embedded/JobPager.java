package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.JobState;
import io.pepper.store.JobListPage;
import io.pepper.store.ListedJob;
import io.pepper.store.embedded.log.JobCursor;
import io.pepper.store.embedded.log.ReverseCursor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pages of a topic's jobs. Keys never change, so the cursor is the key of the last job. */
final class JobPager {
  private final TopicJobs jobs;
  private final int limit;
  private final List<ListedJob> page = new ArrayList<>();

  private JobPager(TopicJobs jobs, int limit) {
    this.jobs = jobs;
    this.limit = limit;
  }

  static JobListPage page(TopicJobs jobs, JobState state, Optional<String> cursor, int limit)
      throws IOException {
    JobPager pager = new JobPager(jobs, limit);
    return switch (state) {
      case READY -> pager.ready(number(cursor, -1));
      case RUNNING -> pager.running(number(cursor, -1));
      case DEAD -> pager.dead(number(cursor, Long.MAX_VALUE));
      case SCHEDULED -> pager.scheduled(cursor);
    };
  }

  private JobListPage ready(long last) throws IOException {
    for (JobCursor place = jobs.lists().ready().from(0, last + 1);
        place.hasJob();
        place.advance()) {
      long sequence = place.sequence();
      if (!jobs.running().contains(sequence)) {
        if (isFull()) {
          return cut();
        }
        add(jobs.log().jobs().at(place), Optional.empty(), Long.toString(sequence));
      }
    }
    return new JobListPage(page, Optional.empty());
  }

  private JobListPage running(long last) throws IOException {
    for (long sequence : jobs.running().behind(last)) {
      if (isFull()) {
        return cut();
      }
      Job job = jobs.log().jobs().ready(jobs.lists(), sequence);
      if (job != null) {
        add(job, Optional.empty(), Long.toString(sequence));
      }
    }
    return new JobListPage(page, Optional.empty());
  }

  private JobListPage dead(long last) throws IOException {
    for (ReverseCursor place = ReverseCursor.below(jobs.lists().dead(), last);
        place.hasJob();
        place.advance()) {
      if (isFull()) {
        return cut();
      }
      add(jobs.log().jobs().at(place), Optional.empty(), Long.toString(place.sequence()));
    }
    return new JobListPage(page, Optional.empty());
  }

  private JobListPage scheduled(Optional<String> cursor) throws IOException {
    JobCursor place =
        cursor.isPresent()
            ? behind(cursor.get())
            : jobs.lists().scheduled().from(Long.MIN_VALUE, 0);
    for (; place.hasJob(); place.advance()) {
      if (isFull()) {
        return cut();
      }
      Optional<Instant> due = Optional.of(Instant.ofEpochMilli(place.time()));
      add(jobs.log().jobs().at(place), due, place.time() + "-" + place.sequence());
    }
    return new JobListPage(page, Optional.empty());
  }

  private JobCursor behind(String cursor) {
    if (!cursor.matches("\\d{1,18}-\\d{1,18}")) {
      throw unknown(cursor);
    }
    int dash = cursor.indexOf('-');
    return jobs.lists()
        .scheduled()
        .from(
            Long.parseLong(cursor.substring(0, dash)),
            Long.parseLong(cursor.substring(dash + 1)) + 1);
  }

  private boolean isFull() {
    return page.size() == limit;
  }

  private void add(Job job, Optional<Instant> due, String cursor) {
    page.add(new ListedJob(job, due, cursor));
  }

  /** Returns a page behind which there are more. */
  private JobListPage cut() {
    return new JobListPage(page, Optional.of(page.getLast().cursor()));
  }

  private static long number(Optional<String> cursor, long first) {
    if (cursor.isEmpty()) {
      return first;
    }
    if (!cursor.get().matches("\\d{1,18}")) {
      throw unknown(cursor.get());
    }
    return Long.parseLong(cursor.get());
  }

  private static IllegalArgumentException unknown(String cursor) {
    return new IllegalArgumentException(
        "'" + cursor + "' is not a cursor: give the one of the page before, or none");
  }
}
