package io.pepper.connector.fastcgi.pool;

import java.util.concurrent.atomic.AtomicLong;

/** A deadline that one thread sets and another enforces. Times are {@link System#nanoTime}. */
final class TimeLimit {
  private static final long NONE = Long.MIN_VALUE;
  private static final long EXPIRED = Long.MIN_VALUE + 1;

  private final AtomicLong deadline = new AtomicLong(NONE);

  void set(long deadlineNanos) {
    deadline.set(deadlineNanos);
  }

  /** Moves the deadline, unless it has passed or there is none. */
  void move(long deadlineNanos) {
    long before = deadline.get();
    if (before != NONE && before != EXPIRED) {
      deadline.compareAndSet(before, deadlineNanos);
    }
  }

  /** Ends the limit; false if it had passed. */
  boolean end() {
    return deadline.getAndSet(NONE) != EXPIRED;
  }

  /** Makes the limit pass if it is due; returns true to one caller only. */
  boolean expires(long now) {
    long due = deadline.get();
    return due != NONE && due != EXPIRED && now - due > 0 && deadline.compareAndSet(due, EXPIRED);
  }

  boolean isExpired() {
    return deadline.get() == EXPIRED;
  }
}
