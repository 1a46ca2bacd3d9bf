package io.pepper.connector.fastcgi.pool;

import java.util.concurrent.TimeUnit;

/**
 * The one connection of a pool that waits in the server's backlog for a child. There is never more
 * than one, so that visitors of a website on the same pool find one of ours before them and not a
 * hundred. Times are {@link System#nanoTime}. Changed under the pool's lock; {@link #isPending} and
 * {@link #isOverdue} are for any thread.
 */
final class ChildRequest {
  /** The server is full when a child does not come within that time. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** The longest time between two children given back while nobody else is seen to wait. */
  private static final long MAX_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A child that comes so soon after one was given back had no visitor to serve in between. */
  private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long STARVED_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A question that long without an answer may have been lost on the way, and is asked again. */
  private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private volatile boolean pending;
  private volatile long since;
  private long atWorkAt;
  private FastCgiConnection connection;
  private long notBefore;
  private long gaveWayAt;
  private long turnNanos = PATIENCE_NANOS;

  ChildRequest(long now) {
    this.notBefore = now;
    this.gaveWayAt = now;
    this.since = now;
    this.atWorkAt = now;
  }

  /** Whether another caller may ask for a child now. */
  boolean mayBegin(long now) {
    return !pending && now - notBefore >= 0;
  }

  /** Reserves the place. */
  void begin(long now) {
    since = now;
    pending = true;
  }

  /** The connection by which the child is asked for. */
  void by(FastCgiConnection asking) {
    connection = asking;
  }

  /**
   * Takes note that a child came. While no visitor is in between, children are given back less and
   * less often, since each change costs the time of some requests.
   */
  void succeed(long now) {
    boolean prompt = now - gaveWayAt < PROMPT_NANOS;
    turnNanos = prompt ? Math.min(2 * turnNanos, MAX_TURN_NANOS) : PATIENCE_NANOS;
    end();
  }

  /** Takes note that no child will come. */
  void end() {
    pending = false;
    connection = null;
  }

  /** It failed while others work: nobody asks again at once. */
  void postpone(long now) {
    end();
    notBefore = now + RETRY_NANOS;
  }

  boolean isPending() {
    return pending;
  }

  /** The connection that waits; null if none does. */
  FastCgiConnection connection() {
    return connection;
  }

  /** Whether a child has been waited for that long. */
  boolean isOverdue(long now, long nanos) {
    return pending && now - since > nanos;
  }

  /**
   * Whether a child of ours should be given back now, because somebody may be waiting for it: this
   * request, or a visitor before it in the backlog.
   */
  boolean wantsChild(long now) {
    if (!isOverdue(now, PATIENCE_NANOS) || now - gaveWayAt < turnNanos) {
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
