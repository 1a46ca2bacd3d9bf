package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WaitingDequeue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Takes that are carried out with pushes, and who is told of those that none took. The rest than
 * {@link #place} and {@link #onReady} is for the one thread of the store.
 */
final class WaitingDequeues {
  private final Map<TopicId, WaitingDequeue> placed = new ConcurrentHashMap<>();
  private final Set<TopicId> pushed = new HashSet<>();
  private volatile Consumer<TopicId> listener = topic -> {};

  void place(TopicId topic, WaitingDequeue take) {
    placed.put(topic, take);
  }

  void onReady(Consumer<TopicId> newListener) {
    listener = newListener;
  }

  /** Jobs became ready, but are not on disk yet. */
  void pushed(TopicId topic) {
    pushed.add(topic);
  }

  /** What was pushed is on disk. */
  void run(TopicJobsTable open) {
    for (TopicId topic : pushed) {
      TopicJobs shelf = open.of(topic);
      WaitingDequeue take = placed.get(topic);
      if (take != null) {
        run(topic, take, shelf);
      }
      if (shelf.readyCount() > 0) {
        listener.accept(topic);
      }
    }
    pushed.clear();
  }

  private void run(TopicId topic, WaitingDequeue take, TopicJobs shelf) {
    if (!take.claim()) {
      placed.remove(topic, take);
      return;
    }
    try {
      take.complete(shelf.dequeue(take.max()));
    } catch (RuntimeException | Error e) {
      take.fail(new StoreUnavailableException("Jobs cannot be taken: " + e.getMessage(), e));
      throw e;
    }
  }
}
