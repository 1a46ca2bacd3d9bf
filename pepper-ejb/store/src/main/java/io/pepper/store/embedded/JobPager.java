package io.pepper.store.embedded;

import io.pepper.job.JobJson;
import io.pepper.job.JobState;
import io.pepper.store.JobListPage;
import io.pepper.store.ListedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** The pages of a topic's jobs. Places never change, so the cursor is the place of the last job. */
final class JobPager {
  private JobPager() {}

  static JobListPage page(TopicJobs jobs, JobState state, Optional<String> cursor, int limit) {
    return switch (state) {
      case READY -> ascending(jobs.ready(), place -> !jobs.isRunning(place), number(cursor), limit);
      case RUNNING -> ascending(jobs.ready(), jobs::isRunning, number(cursor), limit);
      case DEAD -> descending(jobs.deadJobs().map(), number(cursor), limit);
      case SCHEDULED -> scheduled(jobs.scheduledJobs().map(), cursor.map(JobPager::due), limit);
    };
  }

  private static JobListPage ascending(
      MVMap<Long, byte[]> map, LongPredicate shown, Optional<Long> last, int limit) {
    Cursor<Long, byte[]> places = map.cursor(last.map(place -> place + 1).orElse(null));
    List<ListedJob> jobs = new ArrayList<>();
    while (places.hasNext()) {
      long place = places.next();
      if (!shown.test(place)) {
        continue;
      }
      if (jobs.size() == limit) {
        return cut(jobs);
      }
      jobs.add(listed(places.getValue(), Optional.empty(), Long.toString(place)));
    }
    return new JobListPage(jobs, Optional.empty());
  }

  private static JobListPage descending(MVMap<Long, byte[]> map, Optional<Long> last, int limit) {
    List<ListedJob> jobs = new ArrayList<>();
    Long place = last.isPresent() ? map.lowerKey(last.get()) : map.lastKey();
    while (place != null) {
      if (jobs.size() == limit) {
        return cut(jobs);
      }
      jobs.add(listed(map.get(place), Optional.empty(), Long.toString(place)));
      place = map.lowerKey(place);
    }
    return new JobListPage(jobs, Optional.empty());
  }

  private static JobListPage scheduled(
      MVMap<ScheduledKey, byte[]> map, Optional<ScheduledKey> last, int limit) {
    Cursor<ScheduledKey, byte[]> places =
        map.cursor(
            last.map(due -> new ScheduledKey(due.millis(), due.sequence() + 1)).orElse(null));
    List<ListedJob> jobs = new ArrayList<>();
    while (places.hasNext()) {
      ScheduledKey due = places.next();
      if (jobs.size() == limit) {
        return cut(jobs);
      }
      Optional<Instant> time = Optional.of(Instant.ofEpochMilli(due.millis()));
      jobs.add(listed(places.getValue(), time, due.millis() + "-" + due.sequence()));
    }
    return new JobListPage(jobs, Optional.empty());
  }

  private static ListedJob listed(byte[] entry, Optional<Instant> due, String cursor) {
    return new ListedJob(JobJson.read(entry), due, cursor);
  }

  /** Returns a page behind which there are more. */
  private static JobListPage cut(List<ListedJob> jobs) {
    return new JobListPage(jobs, Optional.of(jobs.getLast().cursor()));
  }

  private static Optional<Long> number(Optional<String> cursor) {
    return cursor.map(text -> {
      if (!text.matches("\\d{1,18}")) {
        throw unknown(text);
      }
      return Long.parseLong(text);
    });
  }

  private static ScheduledKey due(String cursor) {
    if (!cursor.matches("\\d{1,18}-\\d{1,18}")) {
      throw unknown(cursor);
    }
    int dash = cursor.indexOf('-');
    return new ScheduledKey(
        Long.parseLong(cursor.substring(0, dash)), Long.parseLong(cursor.substring(dash + 1)));
  }

  private static IllegalArgumentException unknown(String cursor) {
    return new IllegalArgumentException(
        "'" + cursor + "' is not a cursor: give the one of the page before, or none");
  }
}
