package io.pepper.connector.fastcgi.pool;

import java.util.concurrent.TimeUnit;

/**
 * The one connection of a pool that waits in the server's backlog for a child. There is never more
 * than one, so that visitors of a website on the same pool find one of ours before them and not a
 * hundred. Times are {@link System#nanoTime}. Changed under the pool's lock; {@link #isPending} and
 * {@link #isOverdue} are for any thread.
 */
final class ChildRequest {
  /** The wait for a child after which the server counts as full. */
  static final long CHILD_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** The longest time between two children given back while no other client is seen to wait. */
  private static final long MAX_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The time within which a child comes that had no visitor to serve since one was given back. */
  private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long STARVED_NANOS = TimeUnit.SECONDS.toNanos(30);

  /**
   * The age at which a question without an answer may have been lost on the way, and is asked
   * again.
   */
  private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private volatile boolean pending;
  private volatile long since;
  private long atWorkAt;
  private FastCgiConnection connection;
  private long notBefore;
  private long gaveWayAt;
  private long turnNanos = CHILD_TIMEOUT_NANOS;

  ChildRequest(long now) {
    this.notBefore = now;
    this.gaveWayAt = now;
    this.since = now;
    this.atWorkAt = now;
  }

  /** Returns whether another caller may ask for a child now. */
  boolean mayBegin(long now) {
    return !pending && now - notBefore >= 0;
  }

  /** Reserves the place of the one request. */
  void begin(long now) {
    since = now;
    pending = true;
  }

  /** Sets the connection by which the child is asked for. */
  void by(FastCgiConnection asking) {
    connection = asking;
  }

  /**
   * Takes note that a child came. While no visitor is in between, children are given back less and
   * less often, since each change costs the time of some requests.
   */
  void succeed(long now) {
    boolean prompt = now - gaveWayAt < PROMPT_NANOS;
    turnNanos = prompt ? Math.min(2 * turnNanos, MAX_TURN_NANOS) : CHILD_TIMEOUT_NANOS;
    end();
  }

  /** Takes note that no child will come. */
  void end() {
    pending = false;
    connection = null;
  }

  /**
   * Ends the request after a failure while other children work, and bars the next one for a moment.
   */
  void postpone(long now) {
    end();
    notBefore = now + RETRY_NANOS;
  }

  boolean isPending() {
    return pending;
  }

  /** Returns the connection that waits, or null if none does. */
  FastCgiConnection connection() {
    return connection;
  }

  /** Returns whether a child has been waited for that long. */
  boolean isOverdue(long now, long nanos) {
    return pending && now - since > nanos;
  }

  /**
   * Decides whether a child should be given back now, because this request or a visitor before it
   * in the backlog may be waiting for it; notes the time when it says so.
   */
  boolean wantsChild(long now) {
    if (!isOverdue(now, CHILD_TIMEOUT_NANOS) || now - gaveWayAt < turnNanos) {
      return false;
    }
    gaveWayAt = now;
    return true;
  }

  /**
   * Ends the wait when it has become hopeless, or must begin anew.
   *
   * @param atWork whether any child works for us: it will be free again
   */
  void endIfHopeless(boolean atWork, long now) {
    if (atWork) {
      atWorkAt = now;
    }
    boolean starved = now - atWorkAt > STARVED_NANOS && isOverdue(now, STARVED_NANOS);
    if (connection != null && (starved || isOverdue(now, RENEW_NANOS))) {
      connection.expireNow(now);
    }
  }
}
