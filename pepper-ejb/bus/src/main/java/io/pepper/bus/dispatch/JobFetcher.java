package io.pepper.bus.dispatch;

import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobStore;
import io.pepper.store.WaitingDequeue;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The way of ready jobs from the store to the buffer. For the loop; while the loop sleeps, a
 * waiting dequeue fetches for it.
 */
final class JobFetcher {
  private final TopicId topic;
  private final JobStore store;
  private final DeliveryBuffer buffer;
  private boolean drained;
  private int nextCount;

  JobFetcher(TopicId topic, JobStore store, DeliveryBuffer buffer) {
    this.topic = topic;
    this.store = store;
    this.buffer = buffer;
  }

  /** Marks that the store may have more jobs: one was signalled, or it is time to poll. */
  void mayHaveMore() {
    drained = false;
  }

  /** Returns whether the last fetch left nothing in the store. */
  boolean isDrained() {
    return drained;
  }

  /**
   * Makes the store put pushed jobs into the buffer and start their workers, while there is room
   * and until it is ended. The loop sleeps until then, so that only one of them fetches.
   */
  WaitingDequeue placeDequeue(IntConsumer startWorkers) {
    int batch = buffer.batches().limit();
    WaitingDequeue waiting =
        new WaitingDequeue(
            batch,
            jobs -> {
              startWorkers.accept(buffer.add(jobs));
              return buffer.room() >= batch;
            });
    if (drained && buffer.room() >= batch) {
      store.placeDequeue(topic, waiting);
    }
    return waiting;
  }

  /**
   * Fetches the jobs that there is room for. A request for many jobs costs a store even when it has
   * only one, so the number grows step by step.
   *
   * @return how many workers to start, or -1 if there is nothing to do until something changes
   */
  int fetch() {
    int room = drained ? 0 : buffer.room();
    if (room == 0) {
      int started = buffer.add(List.of());
      return started == 0 ? -1 : started;
    }
    int few = buffer.batches().fewest() + 1;
    int count = Math.min(room, Math.max(few, nextCount));
    List<HeldJob> fetched = store.dequeue(topic, count);
    drained = fetched.size() < count;
    nextCount = drained ? fetched.size() + 1 : 2 * count;
    return buffer.addFetched(fetched, !drained);
  }
}
