package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import io.pepper.store.TopicContents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The contents of many topics. The store's thread is asked only for what changed since it was read
 * last. Safe for any number of threads.
 */
final class ContentsReader {
  /** The topics whose oldest jobs are read in one turn. */
  private static final int PART = 250;

  private final TopicJobsTable topics;
  private final JobWriterThread thread;

  ContentsReader(TopicJobsTable topics, JobWriterThread thread) {
    this.topics = topics;
    this.thread = thread;
  }

  List<TopicContents> read(List<TopicId> wanted) {
    List<TopicContents> all = new ArrayList<>(wanted.size());
    for (int from = 0; from < wanted.size(); from += PART) {
      List<TopicId> part = wanted.subList(from, Math.min(from + PART, wanted.size()));
      readOldest(part);
      for (TopicId topic : part) {
        TopicNumbers figures = topics.figures(topic);
        Optional<Instant> oldest = figures.oldestReady();
        all.add(new TopicContents(figures.counts(), oldest == null ? Optional.empty() : oldest));
      }
    }
    return all;
  }

  private void readOldest(List<TopicId> part) {
    List<TopicId> unknown = new ArrayList<>();
    for (TopicId topic : part) {
      if (topics.figures(topic).oldestReady() == null) {
        unknown.add(topic);
      }
    }
    if (!unknown.isEmpty()) {
      JobMoves.await(
          thread.read(open -> {
            for (TopicId topic : unknown) {
              open.of(topic).oldestReady();
            }
            return null;
          }));
    }
  }
}
