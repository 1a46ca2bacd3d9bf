package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Changes on their way to one watch's thread. Bounded: when the listener is too slow, the rest is
 * dropped, the queue counts as broken, and the watch has to list again. Safe for any number of
 * threads.
 */
final class ChangeQueue {
  private static final int CAPACITY = 4096;

  private final BlockingQueue<Optional<Change>> queue = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean broken;

  /** Never blocks. */
  void add(Change change) {
    if (!broken && !queue.offer(Optional.of(change))) {
      breakOff();
    }
  }

  /** No change after this one can be relied on. */
  void breakOff() {
    broken = true;
    // Wakes the reader if it waits; when the queue is full it does not.
    queue.offer(Optional.empty());
  }

  /** True when everything before the break was read. */
  boolean isBroken() {
    return broken && queue.isEmpty();
  }

  /** The next change; empty after the timeout or at the break. */
  Optional<Change> next(Duration timeout) throws InterruptedException {
    Optional<Change> next = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    return next == null ? Optional.empty() : next;
  }
}
