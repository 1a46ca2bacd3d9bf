package io.pepper.connector.fastcgi.wire;

import java.nio.ByteBuffer;

/**
 * The answers of a child, that it is ready, which are still to come over a connection: one at most
 * to the question asked last, and one to the question before the request that is under way, if that
 * was sent without waiting for it. Times are {@link System#nanoTime}. Used by the connection's one
 * thread at a time.
 */
public final class Readiness {
  private ReadinessAnswer earlier;
  private ReadinessAnswer last;
  private long requestedAt;
  private long aheadNanos;

  /** Takes note of a question. */
  public void asked() {
    last = new ReadinessAnswer();
  }

  /**
   * Takes note of a request.
   *
   * @param asking whether a question follows in the same write
   */
  public void requested(boolean asking, long now) {
    earlier = last;
    last = asking ? new ReadinessAnswer() : null;
    requestedAt = now;
    aheadNanos = 0;
  }

  /** Returns whether an answer to the question asked last is to come. */
  public boolean isAwaited() {
    return last != null;
  }

  /** Returns whether the request under way lies behind a question that is not answered yet. */
  public boolean isAhead() {
    return earlier != null;
  }

  /**
   * Returns how long the last request lay before a child that was not ready yet; nanoseconds, 0 if
   * the child was known to be ready.
   */
  public long aheadNanos() {
    return aheadNanos;
  }

  /**
   * Takes what belongs to the answer before that of the request under way.
   *
   * @return whether it is complete
   */
  public boolean feedEarlier(ByteBuffer in, long now) {
    if (earlier.feed(in)) {
      earlier = null;
      aheadNanos = now - requestedAt;
    }
    return earlier == null;
  }

  /**
   * Takes what belongs to the answer to the question asked last, which is awaited.
   *
   * @return whether it is complete
   */
  public boolean feed(ByteBuffer in) {
    if (last.feed(in)) {
      last = null;
    }
    return last == null;
  }
}
