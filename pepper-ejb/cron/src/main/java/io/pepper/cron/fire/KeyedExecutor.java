package io.pepper.cron.fire;

import io.pepper.concurrent.Threads;
import io.pepper.cron.cluster.Slot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The executor of tasks by slot: one virtual thread at a time for each slot, and once more if the
 * slot was submitted during its task; a bounded number of threads for all slots. Submitting never
 * blocks. The queue is bounded by the number of slots.
 */
final class KeyedExecutor {
  private static final Logger LOG = System.getLogger(KeyedExecutor.class.getName());

  private enum Stage {
    WAITING,
    RUNNING,
    RESUBMITTED
  }

  private final int size;
  private final Consumer<Slot> task;
  private final Map<Slot, Stage> stages = new ConcurrentHashMap<>();
  private final Queue<Slot> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore permits;

  KeyedExecutor(int size, Consumer<Slot> task) {
    this.size = size;
    this.task = task;
    this.permits = new Semaphore(size);
  }

  /** Runs the task for this slot soon. */
  void submit(Slot slot) {
    Stage before = stages.get(slot);
    if (before == Stage.WAITING || before == Stage.RESUBMITTED) {
      return;
    }
    stages.compute(
        slot,
        (key, stage) -> {
          if (stage == null) {
            waiting.add(slot);
            return Stage.WAITING;
          }
          return stage == Stage.WAITING ? stage : Stage.RESUBMITTED;
        });
    startWorker();
  }

  private void startWorker() {
    if (!waiting.isEmpty() && permits.tryAcquire()) {
      Threads.virtual("pepper-cron-evaluate").start(this::work);
    }
  }

  private void work() {
    try {
      for (Slot slot = waiting.poll(); slot != null; slot = waiting.poll()) {
        stages.put(slot, Stage.RUNNING);
        run(slot);
        stages.computeIfPresent(slot, this::finished);
      }
    } finally {
      permits.release();
      // A slot may have been submitted after the last poll of the queue.
      startWorker();
    }
  }

  /**
   * Starts no task any more, and waits for those under way.
   *
   * @return whether no task runs now
   */
  boolean close(Duration limit) throws InterruptedException {
    // All permits are acquired and never released.
    return permits.tryAcquire(size, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void run(Slot slot) {
    try {
      task.accept(slot);
    } catch (RuntimeException e) {
      // Edge: a slot that fails must not end the worker, which serves other slots too.
      LOG.log(Level.ERROR, "could not decide about " + slot, e);
    }
  }

  private Stage finished(Slot slot, Stage stage) {
    if (stage == Stage.RESUBMITTED) {
      waiting.add(slot);
      return Stage.WAITING;
    }
    return null;
  }
}
