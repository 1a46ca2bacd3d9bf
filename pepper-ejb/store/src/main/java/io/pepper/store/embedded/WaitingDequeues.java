package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WaitingDequeue;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The waiting dequeues by topic, and the listener of pushed jobs that none of them took. {@link
 * #place} and {@link #onReady} are for any thread, the rest for the one thread of the store.
 */
final class WaitingDequeues {
  private final Map<TopicId, WaitingDequeue> placed = new ConcurrentHashMap<>();
  private final Set<TopicId> pushed = new HashSet<>();
  private volatile Consumer<TopicId> listener = topic -> {};

  void place(TopicId topic, WaitingDequeue dequeue) {
    placed.put(topic, dequeue);
  }

  void onReady(Consumer<TopicId> newListener) {
    listener = newListener;
  }

  /** LogRecords that jobs of the topic were pushed; they are not on disk yet. */
  void pushed(TopicId topic) {
    pushed.add(topic);
  }

  /** Runs the dequeues of all pushed topics; to be called when the pushes are on disk. */
  void run(TopicJobsTable open) throws IOException {
    for (TopicId topic : pushed) {
      TopicJobs jobs = open.of(topic);
      WaitingDequeue dequeue = placed.get(topic);
      if (dequeue != null) {
        run(topic, dequeue, jobs);
      }
      if (jobs.readyCount() > 0) {
        listener.accept(topic);
      }
    }
    pushed.clear();
  }

  private void run(TopicId topic, WaitingDequeue dequeue, TopicJobs jobs) throws IOException {
    if (!dequeue.claim()) {
      placed.remove(topic, dequeue);
      return;
    }
    try {
      dequeue.complete(jobs.dequeue(dequeue.max()));
    } catch (IOException e) {
      dequeue.fail(new StoreUnavailableException("Jobs cannot be read: " + e.getMessage(), e));
    } catch (RuntimeException | Error e) {
      // Edge: the waiting caller must get every failure.
      dequeue.fail(new StoreUnavailableException("Jobs cannot be taken: " + e.getMessage(), e));
      throw e;
    }
  }
}
