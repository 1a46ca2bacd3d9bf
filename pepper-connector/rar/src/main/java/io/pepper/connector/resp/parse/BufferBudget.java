package io.pepper.connector.resp.parse;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the memory that all connections together hold for commands and replies. Thread-safe. */
public final class BufferBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong held = new AtomicLong();

  /**
   * @param limit in bytes
   */
  public BufferBudget(long limit) {
    this.limit = limit;
  }

  /** Takes that many bytes if they are left. */
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** How much the application may keep: the rest stays for commands that end transactions. */
  public long mostHeld() {
    return limit / 2;
  }

  /** Counts bytes that the application wants to keep, if it may; they are to be taken, too. */
  public boolean hold(long bytes) {
    if (held.addAndGet(bytes) <= mostHeld()) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /** Takes bytes that are needed in any case: they may exceed the limit, and later takers wait. */
  void force(long bytes) {
    used.addAndGet(bytes);
  }

  public void give(long bytes) {
    used.addAndGet(-bytes);
  }

  public long used() {
    return used.get();
  }

  String exhausted() {
    return "ERR the connections hold "
        + limit
        + " bytes of unanswered commands, no more fit (setting pepper.resp.buffer-bytes);"
        + " try again later";
  }
}
