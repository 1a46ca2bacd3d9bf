package io.pepper.connector.fastcgi.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The kept connections that carry no request, the longest idle first. Each pins a child of php-fpm.
 * Times are {@link System#nanoTime}. The caller of each method holds the pool's lock.
 */
final class IdleConnections {
  private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The rest after which a connection is not about to be taken by the caller that gave it back. */
  private static final long SPARE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** The time after which a child that is not ready is busy with something longer. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Deque<FastCgiConnection> connections = new ArrayDeque<>();

  void add(FastCgiConnection connection, long now) {
    connection.idleSince = now;
    connections.addLast(connection);
  }

  /**
   * Removes and returns the one that was used last, so that those that are not needed stay idle;
   * null if there is none.
   */
  FastCgiConnection pollLatest() {
    return connections.pollLast();
  }

  /**
   * Removes and returns those whose child's state must be found out now.
   *
   * @param childWanted whether a caller waits for a child
   */
  List<FastCgiConnection> removeUnsettled(long now, boolean childWanted) {
    long longest = childWanted ? SPARE_NANOS : SETTLE_NANOS;
    List<FastCgiConnection> late = new ArrayList<>();
    connections.removeIf(
        each -> each.readiness().isAwaited() && now - each.idleSince > longest && late.add(each));
    return late;
  }

  /** Takes back one whose child turned out to be ready; it has been idle for as long as before. */
  void putBack(FastCgiConnection connection) {
    connections.addFirst(connection);
  }

  /**
   * Removes and returns those that must be closed.
   *
   * @param all whether none is kept any more
   * @param childWanted whether a caller waits for a child
   */
  List<FastCgiConnection> removeSurplus(long now, boolean all, boolean childWanted) {
    long longest = childWanted ? SPARE_NANOS : KEEP_NANOS;
    List<FastCgiConnection> surplus = new ArrayList<>();
    for (FastCgiConnection each = connections.peekFirst();
        each != null && (all || now - each.idleSince > longest && !each.readiness().isAwaited());
        each = connections.peekFirst()) {
      surplus.add(connections.removeFirst());
      // One child is what is waited for; the next look is soon.
      longest = KEEP_NANOS;
    }
    return surplus;
  }
}
