package io.pepper.connector.fastcgi;

import java.util.concurrent.TimeUnit;

/**
 * The one connection of a pool that waits in the server's backlog for a child, and what its wait
 * says about the server. There is never more than one, so that visitors of a website on the same
 * pool find one of ours before them and not a hundred. Times are {@link System#nanoTime}. Changed
 * under the pool's lock; {@link #isOverdue} is for any thread.
 */
final class ChildRequest {
  /** The server is full when a child does not come within that time. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Without a child at work for us, the wait ends after that time. */
  static final long STARVED_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private boolean pending;
  private volatile Connection connection;
  private volatile long since;
  private long notBefore;
  private long gaveWayAt;
  private long fullAt;
  private boolean foundFull;
  private int childrenWhenFull;

  ChildRequest(long now) {
    this.notBefore = now;
    this.gaveWayAt = now;
  }

  /** Whether another caller may ask for a child now. */
  boolean mayBegin(long now) {
    return !pending && now - notBefore >= 0;
  }

  /** Reserves the place; the connection follows. */
  void begin() {
    pending = true;
  }

  void connected(Connection asking, long now) {
    since = now;
    connection = asking;
  }

  /** A child came, or will not come. */
  void end() {
    pending = false;
    connection = null;
  }

  /** It failed while others work: nobody asks again at once. */
  void postpone(long now) {
    end();
    notBefore = now + RETRY_NANOS;
  }

  /** The connection that waits; null if none does. */
  Connection connection() {
    return connection;
  }

  /** Whether a connection has waited that long for its child. */
  boolean isOverdue(long now, long nanos) {
    return connection != null && now - since > nanos;
  }

  /**
   * Whether a child of ours should be given back now, because somebody may be waiting for it: this
   * request, or a visitor before it in the backlog.
   */
  boolean wantsChild(long now) {
    if (!isOverdue(now, PATIENCE_NANOS) || now - gaveWayAt < PATIENCE_NANOS) {
      return false;
    }
    gaveWayAt = now;
    return true;
  }

  /** Takes note of how many children there are while one more does not come. */
  void observe(int children, long now) {
    if (isOverdue(now, PATIENCE_NANOS)) {
      childrenWhenFull = isFull(now) ? Math.max(childrenWhenFull, children) : children;
      fullAt = now;
      foundFull = true;
    }
  }

  boolean isFull(long now) {
    return foundFull && now - fullAt < FULL_NANOS;
  }

  /** How many children serve us; steady while connections change places with the one that waits. */
  int children(int now, boolean full) {
    return full ? Math.max(childrenWhenFull, now) : now;
  }
}
