package io.pepper.connector.fastcgi.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The kept connections that nobody uses, the longest idle first. Each pins a child of php-fpm.
 * Times are {@link System#nanoTime}. All of it under the pool's lock.
 */
final class IdleConnections {
  private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * A connection that rests for longer is not about to be taken by the caller that gave it back.
   */
  private static final long SPARE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A child that is not ready by then is busy with something longer. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Deque<FastCgiConnection> connections = new ArrayDeque<>();

  void add(FastCgiConnection connection, long now) {
    connection.idleSince = now;
    connections.addLast(connection);
  }

  /** Takes the one that was used last, so that those that are not needed stay idle; or null. */
  FastCgiConnection takeLatest() {
    return connections.pollLast();
  }

  /**
   * Takes those of which it is high time to know what their children do.
   *
   * @param childWanted whether somebody waits for a child
   */
  List<FastCgiConnection> takeUnsettled(long now, boolean childWanted) {
    long longest = childWanted ? SPARE_NANOS : SETTLE_NANOS;
    List<FastCgiConnection> late = new ArrayList<>();
    connections.removeIf(
        each -> each.isUnsettled() && now - each.idleSince > longest && late.add(each));
    return late;
  }

  /** Takes back one that was taken out to be looked at; it has been idle for as long as before. */
  void putBack(FastCgiConnection connection) {
    connections.addFirst(connection);
  }

  /**
   * Takes those that must be closed.
   *
   * @param all whether none is kept any more
   * @param childWanted whether somebody waits for a child
   */
  List<FastCgiConnection> takeSurplus(long now, boolean all, boolean childWanted) {
    long longest = childWanted ? SPARE_NANOS : KEEP_NANOS;
    List<FastCgiConnection> surplus = new ArrayList<>();
    for (FastCgiConnection each = connections.peekFirst();
        each != null && (all || now - each.idleSince > longest && !each.isUnsettled());
        each = connections.peekFirst()) {
      surplus.add(connections.removeFirst());
      // One child is what is waited for; the next look is soon.
      longest = KEEP_NANOS;
    }
    return surplus;
  }
}
