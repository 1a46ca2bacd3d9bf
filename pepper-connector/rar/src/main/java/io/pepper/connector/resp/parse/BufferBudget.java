package io.pepper.connector.resp.parse;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all connections together may hold for commands and replies. Safe for any number
 * of threads.
 */
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

  /** Acquires that many bytes if they are left. */
  public boolean acquire(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /**
   * Returns the bytes that the application may keep: the rest stays for commands that end
   * transactions.
   */
  public long maxHeld() {
    return limit / 2;
  }

  /** Counts bytes that the application wants to keep, if it may; they are to be acquired, too. */
  public boolean hold(long bytes) {
    if (held.addAndGet(bytes) <= maxHeld()) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /**
   * Acquires bytes that are needed in any case: they may exceed the limit, and later callers wait.
   */
  void force(long bytes) {
    used.addAndGet(bytes);
  }

  public void giveBack(long bytes) {
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
