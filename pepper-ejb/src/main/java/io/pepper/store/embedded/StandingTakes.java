package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import io.pepper.store.StandingTake;
import io.pepper.store.StoreUnavailableException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes that wait for the next push of their topic. {@link #place} is for any thread, the rest for
 * the one thread of the store.
 */
final class StandingTakes {
  private final Map<TopicId, StandingTake> placed = new ConcurrentHashMap<>();
  private final Set<TopicId> pushed = new HashSet<>();

  void place(TopicId topic, StandingTake take) {
    placed.put(topic, take);
  }

  /** Jobs became ready, but are not on disk yet. */
  void pushed(TopicId topic) {
    pushed.add(topic);
  }

  /** What was pushed is on disk. */
  void carryOut(Shelves open) {
    for (TopicId topic : pushed) {
      StandingTake take = placed.remove(topic);
      if (take != null && take.claim()) {
        carryOut(take, open.of(topic));
      }
    }
    pushed.clear();
  }

  private static void carryOut(StandingTake take, Shelf shelf) {
    try {
      take.taken(shelf.take(take.max()));
    } catch (RuntimeException | Error e) {
      take.failed(new StoreUnavailableException("Jobs cannot be taken: " + e.getMessage(), e));
      throw e;
    }
  }
}
