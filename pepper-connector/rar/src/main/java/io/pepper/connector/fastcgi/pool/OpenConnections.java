package io.pepper.connector.fastcgi.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The connections of one pool that have a child, the callers in line for one, and the request for
 * one child more. Its methods are called with {@link #lock} held; the counts may be read without.
 */
final class OpenConnections {
  final ReentrantLock lock = new ReentrantLock();
  final ChildCount children = new ChildCount();
  final WaitingCallers waiting;
  final ChildRequest childRequest;
  volatile boolean closed;

  private final int maxChildren;
  private final Set<FastCgiConnection> open = new HashSet<>();

  /**
   * @param maxChildren children to use at most, 1 or more
   */
  OpenConnections(int maxChildren, LongSupplier nanoTime) {
    this.maxChildren = maxChildren;
    this.waiting = new WaitingCallers(lock, nanoTime);
    this.childRequest = new ChildRequest(nanoTime.getAsLong());
  }

  void add(FastCgiConnection connection) {
    open.add(connection);
    children.increment();
  }

  void remove(FastCgiConnection connection) {
    if (open.remove(connection)) {
      children.decrement();
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Returns the connections with a child, and the one that waits for a child. */
  List<FastCgiConnection> all() {
    List<FastCgiConnection> all = new ArrayList<>(open);
    if (childRequest.connection() != null) {
      all.add(childRequest.connection());
    }
    return all;
  }

  /** Returns whether another caller may ask for a child. */
  boolean mayAsk(long now) {
    return children.now() < maxChildren && childRequest.mayBegin(now);
  }

  /** Calls the first in line if it can do something; otherwise it keeps its place. */
  void callIfItMayAsk(long now) {
    if (mayAsk(now)) {
      waiting.callFirst();
    }
  }

  /**
   * Returns whether there is no further child for this client, by its own limit or by the server's.
   */
  boolean isFull(long now) {
    return children.now() >= maxChildren || children.isFull(now);
  }
}
