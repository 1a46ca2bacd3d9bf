package io.pepper.bus.accept;

import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Append;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The number of ready jobs of each topic, as far as this node knows, against the queue's limit.
 * Every stored push updates it. For a topic that seems full the store is read, at most ten times a
 * second, because its consumers may have caught up. Safe for any number of threads.
 */
final class QueueLengthLimit {
  private static final long REFRESH_INTERVAL_MILLIS = 100;

  private record KnownLength(long length, long atMillis) {}

  private final Map<TopicId, KnownLength> known = new ConcurrentHashMap<>();
  private final JobStore store;
  private final Clock clock;

  QueueLengthLimit(JobStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Records the lengths after a push.
   *
   * @return the length of the longest topic
   */
  long update(List<Append> entries, long[] counts) {
    long now = clock.millis();
    long longest = 0;
    for (int i = 0; i < counts.length; i++) {
      known.put(entries.get(i).topic(), new KnownLength(counts[i], now));
      longest = Math.max(longest, counts[i]);
    }
    return longest;
  }

  /**
   * Checks the length of a topic; may read the store.
   *
   * @throws RefusedException.QueueFull if these many more would pass the limit
   */
  void refuseBeyond(TopicId topic, int more, long limit) {
    KnownLength now = known.get(topic);
    if (now != null && now.length + more <= limit) {
      return;
    }
    // The distance, not the difference: the clock may have been set back.
    if (now == null || Math.abs(clock.millis() - now.atMillis) >= REFRESH_INTERVAL_MILLIS) {
      now = new KnownLength(store.counts(topic).ready(), clock.millis());
      known.put(topic, now);
    }
    if (now.length + more > limit) {
      throw new RefusedException.QueueFull(topic.toString(), now.length, limit);
    }
  }
}
