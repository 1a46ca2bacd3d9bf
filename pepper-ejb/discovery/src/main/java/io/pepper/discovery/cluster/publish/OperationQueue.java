package io.pepper.discovery.cluster.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The operations that are to be published, in the order in which they came; at most 10,000 have
 * come and are not fetched. Any thread may offer one; the other methods are for the publisher's.
 */
final class OperationQueue {
  private static final int MAX_WAITING = 10_000;

  private final BlockingQueue<Operation<?>> arrived = new ArrayBlockingQueue<>(MAX_WAITING);

  /** The operations whose turn has come. */
  private final Deque<Operation<?>> next = new ArrayDeque<>();

  /** Returns false if there is no room. */
  boolean offer(Operation<?> operation) {
    return arrived.offer(operation);
  }

  /** Ends the publisher's wait, to let it look for work of another kind. */
  void wake() {
    arrived.offer(Operation.nothing());
  }

  boolean isEmpty() {
    return arrived.isEmpty() && next.isEmpty();
  }

  /** Waits for an operation and fetches all there are; returns false if none came in time. */
  boolean await(Duration limit) throws InterruptedException {
    if (next.isEmpty()) {
      Operation<?> first = arrived.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (first == null) {
        return false;
      }
      next.add(first);
    }
    arrived.drainTo(next, MAX_WAITING - next.size());
    return true;
  }

  /** Returns the first of those that were fetched; null if there is none. */
  Operation<?> first() {
    return next.peek();
  }

  void removeFirst() {
    next.remove();
  }

  /** Puts operations back in front, in the same order. */
  void putBack(List<Operation<?>> operations) {
    operations.reversed().forEach(next::addFirst);
  }

  /** Passes all operations on, and removes them when that went well. */
  void drainTo(Consumer<Operation<?>> receiver) {
    arrived.drainTo(next);
    next.forEach(receiver);
    next.clear();
  }
}
