package io.pepper.bus.dispatch;

import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Held;
import io.pepper.store.WaitingDequeue;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Takes jobs from the store to the bench. Used by the loop only; while it sleeps, a standing take
 * works for it.
 */
final class JobFetcher {
  private final TopicId topic;
  private final JobStore store;
  private final DeliveryBuffer bench;
  private boolean drained;
  private int ask;

  JobFetcher(TopicId topic, JobStore store, DeliveryBuffer bench) {
    this.topic = topic;
    this.store = store;
    this.bench = bench;
  }

  /** Somebody said so, or it is time to look. */
  void mayHaveMore() {
    drained = false;
  }

  /** Whether the store had no more at the last look. */
  boolean isDrained() {
    return drained;
  }

  /**
   * Has the store put pushed jobs on the bench and start their workers, while there is room and
   * until it is ended. The loop does nothing else meanwhile, so that only one takes at a time.
   */
  WaitingDequeue standBy(IntConsumer startWorkers) {
    int batch = bench.batch();
    WaitingDequeue standing =
        new WaitingDequeue(
            batch,
            taken -> {
              startWorkers.accept(bench.add(taken));
              return bench.room() >= batch;
            });
    if (drained && bench.room() >= batch) {
      store.place(topic, standing);
    }
    return standing;
  }

  /**
   * Takes what there is room for. Asking a store for many jobs costs even when it has only one, so
   * the number grows step by step.
   *
   * @return how many workers to start, or -1 if there is nothing to do until something changes
   */
  int take() {
    int room = drained ? 0 : bench.room();
    if (room == 0) {
      int started = bench.add(List.of());
      return started == 0 ? -1 : started;
    }
    int few = bench.batch() + 1;
    int asked = Math.min(room, Math.max(few, ask));
    List<Held> taken = store.take(topic, asked);
    drained = taken.size() < asked;
    ask = drained ? taken.size() + 1 : 2 * asked;
    return bench.add(taken);
  }
}
