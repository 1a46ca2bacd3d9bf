package io.pepper.store.embedded;

import io.pepper.store.JobCounts;
import java.time.Instant;
import java.util.Optional;

/**
 * The numbers of one topic as of the last change, for threads that must not wait for the store's.
 *
 * @param oldestReady when the ready job that has waited longest was accepted; null if that must be
 *     read first
 * @param nextDue the time of the next scheduled job; null if that could not be read
 */
record TopicNumbers(JobCounts counts, Optional<Instant> oldestReady, Optional<Instant> nextDue) {
  static final TopicNumbers NOTHING =
      new TopicNumbers(new JobCounts(0, 0, 0, 0, 0, 0), Optional.empty(), Optional.empty());
}
