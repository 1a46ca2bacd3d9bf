package io.pepper.connector.resp.server;

/**
 * The time by which a client must have done its part: log in, or read its replies. Set by the
 * connection's thread, read by the {@link DeadlineMonitor}'s.
 */
final class ClientDeadline {
  static final long NEVER = Long.MAX_VALUE;

  private volatile long nanos = NEVER;

  /** Returns the time by {@link System#nanoTime}, or {@link #NEVER}. */
  long nanos() {
    return nanos;
  }

  void set(long due) {
    nanos = due;
  }

  /** Sets the deadline so many nanoseconds from now. */
  void restart(long limit) {
    nanos = System.nanoTime() + limit;
  }

  void lift() {
    nanos = NEVER;
  }

  boolean isPast(long now) {
    long due = nanos;
    return due != NEVER && now - due > 0;
  }
}
