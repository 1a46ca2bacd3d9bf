package io.pepper.cron.fire;

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
 * Has slots looked at: each by one virtual thread at a time, and once more if asked meanwhile; all
 * by at most so many threads. Asking never blocks. What waits is bounded by the number of slots.
 */
final class KeyedExecutor {
  private static final Logger LOG = System.getLogger(KeyedExecutor.class.getName());

  private enum Stage {
    WAITING,
    LOOKED_AT,
    ASKED_AGAIN
  }

  private final int size;
  private final Consumer<Slot> look;
  private final Map<Slot, Stage> stages = new ConcurrentHashMap<>();
  private final Queue<Slot> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore places;

  KeyedExecutor(int size, Consumer<Slot> look) {
    this.size = size;
    this.look = look;
    this.places = new Semaphore(size);
  }

  void ask(Slot slot) {
    Stage before = stages.get(slot);
    if (before == Stage.WAITING || before == Stage.ASKED_AGAIN) {
      return;
    }
    stages.compute(
        slot,
        (key, stage) -> {
          if (stage == null) {
            waiting.add(slot);
            return Stage.WAITING;
          }
          return stage == Stage.WAITING ? stage : Stage.ASKED_AGAIN;
        });
    send();
  }

  private void send() {
    if (!waiting.isEmpty() && places.tryAcquire()) {
      Thread.ofVirtual().name("pepper-cron-look").start(this::work);
    }
  }

  private void work() {
    try {
      for (Slot slot = waiting.poll(); slot != null; slot = waiting.poll()) {
        stages.put(slot, Stage.LOOKED_AT);
        lookAt(slot);
        stages.computeIfPresent(slot, this::finished);
      }
    } finally {
      places.release();
      // Something may have come after the last look into the queue.
      send();
    }
  }

  /**
   * Begins no look any more, and waits for those under way.
   *
   * @return whether nobody looks now
   */
  boolean close(Duration limit) throws InterruptedException {
    // Whoever holds all places is alone, and keeps them.
    return places.tryAcquire(size, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void lookAt(Slot slot) {
    try {
      look.accept(slot);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "could not decide about " + slot, e);
    }
  }

  private Stage finished(Slot slot, Stage stage) {
    if (stage == Stage.ASKED_AGAIN) {
      waiting.add(slot);
      return Stage.WAITING;
    }
    return null;
  }
}
