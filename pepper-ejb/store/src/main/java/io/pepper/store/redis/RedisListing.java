package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import io.pepper.job.Job;
import io.pepper.job.JobFormatException;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.JobState;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.store.ListedJob;
import io.pepper.store.TopicContents;
import io.pepper.store.redis.connection.RedisCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * The queries on a topic. Lists move between two pages, so a cursor names the last job as well as
 * its place, and the next page starts behind that job wherever it is then.
 */
final class RedisListing {
  /** The most places that a job may move between two pages and is still found. */
  private static final int MAX_DRIFT = 1000;

  /** The topics that are asked for at once: some thousand short replies. */
  private static final int CONTENTS_PART = 500;

  /**
   * The position of the last job of a page.
   *
   * @param place position in its list, or the due time in unix milliseconds
   * @param id the job's id, decimal
   */
  private record ListCursor(long place, String id) {
    static final ListCursor START = new ListCursor(0, "");

    /**
     * Reads a cursor.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static ListCursor parse(String text) {
      int dash = text.indexOf('-', 1);
      if (!text.matches("-?\\d{1,18}-\\d{1,20}")) {
        throw new IllegalArgumentException(
            "'" + text + "' is not a cursor: give the one of the page before, or none");
      }
      return new ListCursor(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
    }

    @Override
    public String toString() {
      return place + "-" + id;
    }
  }

  private final RedisCalls calls;

  RedisListing(RedisCalls calls) {
    this.calls = calls;
  }

  JobListPage browse(RedisTopic topic, JobState state, Optional<String> cursor, int limit) {
    return switch (state) {
      case READY -> listPage(topic.ready, true, cursor, limit);
      case DEAD -> listPage(topic.dead, false, cursor, limit);
      case SCHEDULED -> scheduledPage(topic, cursor, limit);
      case RUNNING -> runningPage(topic, cursor, limit);
    };
  }

  private JobListPage listPage(byte[] key, boolean fromTail, Optional<String> cursor, int limit) {
    ListCursor last = cursor.map(ListCursor::parse).orElse(ListCursor.START);
    // Usually nothing has moved: the last job is where it was, at the end of the page before.
    long start = Math.max(0, last.place() - 1);
    List<byte[]> window = range(key, fromTail, start, last.place() + limit + 1);
    int next = 0;
    if (last != ListCursor.START) {
      boolean unmoved = !window.isEmpty() && isJob(window.getFirst(), last.id());
      if (!unmoved) {
        start = Math.max(0, last.place() - MAX_DRIFT);
        window = range(key, fromTail, start, last.place() + MAX_DRIFT + limit);
      }
      next = unmoved ? 1 : behind(window, last, (int) (last.place() - start));
    }
    List<ListedJob> jobs = new ArrayList<>();
    for (int i = next; i < Math.min(next + limit, window.size()); i++) {
      Job job = job(window.get(i));
      jobs.add(listed(job, Optional.empty(), new ListCursor(start + i + 1, job.id().toString())));
    }
    boolean more = next + jobs.size() < window.size();
    return new JobListPage(
        jobs, more && !jobs.isEmpty() ? Optional.of(jobs.getLast().cursor()) : Optional.empty());
  }

  private static ListedJob listed(Job job, Optional<Instant> due, ListCursor cursor) {
    return new ListedJob(job, due, cursor.toString());
  }

  private static boolean isJob(byte[] entry, String id) {
    return idOf(entry).toString().equals(id);
  }

  static JobId idOf(byte[] entry) {
    return JobJson.idOf(entry).orElseGet(() -> job(entry).id());
  }

  /** Returns the index of the job after the last one; if that is gone, the same place as before. */
  private static int behind(List<byte[]> window, ListCursor last, int otherwise) {
    for (int i = 0; i < window.size(); i++) {
      if (isJob(window.get(i), last.id())) {
        return i + 1;
      }
    }
    return Math.min(otherwise, window.size());
  }

  private List<byte[]> range(byte[] key, boolean fromTail, long from, long to) {
    if (!fromTail) {
      return calls.call(redis -> redis.lrange(key, from, to - 1));
    }
    return calls.call(redis -> redis.lrange(key, -to, -from - 1)).reversed();
  }

  private JobListPage scheduledPage(RedisTopic topic, Optional<String> cursor, int limit) {
    ListCursor last = cursor.map(ListCursor::parse).orElse(ListCursor.START);
    List<ListedJob> jobs = new ArrayList<>();
    long offset = 0;
    while (jobs.size() <= limit) {
      Limit part = Limit.create(offset, limit + 1L);
      Range<Long> from =
          last == ListCursor.START
              ? Range.unbounded()
              : Range.from(Range.Boundary.including(last.place()), Range.Boundary.unbounded());
      List<ScoredValue<byte[]>> found =
          calls.call(redis -> redis.zrangebyscoreWithScores(topic.scheduled, from, part));
      for (ScoredValue<byte[]> entry : found) {
        long due = (long) entry.getScore();
        Job job = job(entry.getValue());
        // Equal scores are in the order of their texts, which start with the id.
        if (last == ListCursor.START
            || due > last.place()
            || job.id().toString().compareTo(last.id()) > 0) {
          Optional<Instant> time = Optional.of(Instant.ofEpochMilli(due));
          jobs.add(listed(job, time, new ListCursor(due, job.id().toString())));
        }
      }
      offset += found.size();
      if (found.size() <= limit) {
        break;
      }
    }
    return page(jobs, limit);
  }

  /** Reads all running jobs, which are as many as there are workers, and cuts out the page. */
  private JobListPage runningPage(RedisTopic topic, Optional<String> cursor, int limit) {
    ListCursor last = cursor.map(ListCursor::parse).orElse(ListCursor.START);
    List<ListedJob> jobs = new ArrayList<>();
    for (byte[] key : runningLists(topic)) {
      for (byte[] entry : range(key, true, 0, Integer.MAX_VALUE)) {
        Job job = job(entry);
        if (last == ListCursor.START || job.id().toString().compareTo(last.id()) > 0) {
          jobs.add(listed(job, Optional.empty(), new ListCursor(0, job.id().toString())));
        }
      }
    }
    jobs.sort(Comparator.comparing(listed -> listed.job().id().toString()));
    return page(jobs, limit);
  }

  private static JobListPage page(List<ListedJob> jobs, int limit) {
    if (jobs.size() <= limit) {
      return new JobListPage(jobs, Optional.empty());
    }
    List<ListedJob> shown = List.copyOf(jobs.subList(0, limit));
    return new JobListPage(shown, Optional.of(shown.getLast().cursor()));
  }

  private List<byte[]> runningLists(RedisTopic topic) {
    List<byte[]> keys = new ArrayList<>();
    for (byte[] node : calls.call(redis -> redis.smembers(topic.nodes))) {
      keys.add(topic.runningOf(new String(node, UTF_8)));
    }
    return keys;
  }

  JobCounts counts(RedisTopic topic) {
    return new RedisContents(calls, topic).askForRest().read().counts();
  }

  /** Returns what these topics hold, in two round trips for each part of them. */
  List<TopicContents> contents(List<RedisTopic> topics) {
    List<TopicContents> all = new ArrayList<>(topics.size());
    for (int from = 0; from < topics.size(); from += CONTENTS_PART) {
      topics.subList(from, Math.min(from + CONTENTS_PART, topics.size())).stream()
          .map(topic -> new RedisContents(calls, topic))
          .toList()
          .stream()
          .map(RedisContents::askForRest)
          .toList()
          .forEach(asked -> all.add(asked.read()));
    }
    return all;
  }

  Optional<Job> oldestReady(RedisTopic topic) {
    List<byte[]> last = calls.call(redis -> redis.lrange(topic.ready, -1, -1));
    return last.isEmpty() ? Optional.empty() : Optional.of(job(last.getFirst()));
  }

  Optional<Instant> nextDue(RedisTopic topic) {
    Future<Long> retries = calls.send(redis -> redis.llen(topic.originalRetries));
    Future<List<ScoredValue<byte[]>>> first =
        calls.send(redis -> redis.zrangeWithScores(topic.scheduled, 0, 0));
    if (calls.await(retries) > 0) {
      return Optional.of(Instant.EPOCH);
    }
    return calls.await(first).stream()
        .findFirst()
        .map(entry -> Instant.ofEpochMilli((long) entry.getScore()));
  }

  static Job job(byte[] entry) {
    try {
      return JobJson.read(entry);
    } catch (JobFormatException e) {
      return JobJson.unreadable(entry, e);
    }
  }
}
