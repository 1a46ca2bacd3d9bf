package io.pepper.coordination;

import io.pepper.coordination.Coordination.Changes;
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
public final class ChangeQueue {
  private static final int CAPACITY = 4096;

  private final BlockingQueue<Optional<Changes>> queue = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean broken;

  /** Adds changes; never blocks. */
  public void add(Changes changes) {
    if (!broken && !queue.offer(Optional.of(changes))) {
      breakOff();
    }
  }

  /** Ends the queue: no change after these can be relied on. */
  public void breakOff() {
    broken = true;
    // Wakes the reader if it waits; when the queue is full it does not.
    queue.offer(Optional.empty());
  }

  /** Returns true when everything before the break was read. */
  public boolean isBroken() {
    return broken && queue.isEmpty();
  }

  /** Waits for the next changes; empty after the timeout or at the break. */
  public Optional<Changes> next(Duration timeout) throws InterruptedException {
    Optional<Changes> next = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    return next == null ? Optional.empty() : next;
  }
}
