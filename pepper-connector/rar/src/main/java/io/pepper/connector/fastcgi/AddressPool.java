package io.pepper.connector.fastcgi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The connections to one address. There are never more than callers at one moment; kept ones go
 * when nobody has needed them for a second, so that php-fpm's children are free for others. Safe
 * for any number of threads; nothing blocks while the lock is held.
 */
final class AddressPool {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A busy connection gives its child back now and then: web visitors want a turn, too. */
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A connection that rested for less is hardly closed yet; to look costs five system calls. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * So long after the server closed a kept connection, all are looked at: children are recycled.
   */
  private static final long WARY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final FastCgiAddress address;
  private final LongSupplier nanoTime;
  private final Runnable wakeWatch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<Connection> open = new HashSet<>();
  private final WaitingCallers waiting;
  private final Backlog backlog = new Backlog();
  private long usedAt;
  private boolean retired;
  private boolean closed;
  private volatile long waryUntil;

  /**
   * @param wakeWatch called when there is something to watch again
   */
  AddressPool(FastCgiAddress address, LongSupplier nanoTime, Runnable wakeWatch) {
    this.address = address;
    this.nanoTime = nanoTime;
    this.wakeWatch = wakeWatch;
    this.waiting = new WaitingCallers(lock, nanoTime);
    this.usedAt = nanoTime.getAsLong();
    this.waryUntil = usedAt;
  }

  /**
   * A kept connection, or a new one; its time limit runs.
   *
   * @return null if this pool has been retired and another must be asked
   */
  Connection acquire(long deadline) throws InterruptedException {
    while (true) {
      Connection kept = takeOrWait(deadline);
      if (kept == null) {
        return open(deadline);
      }
      long now = nanoTime.getAsLong();
      if (!mayBeStale(kept, now) || !kept.isStale()) {
        kept.startedAt = now;
        kept.limit(deadline);
        return kept;
      }
      closedByServer();
      discard(kept);
    }
  }

  private boolean mayBeStale(Connection kept, long now) {
    return now - kept.idleSince > FRESH_NANOS || now - waryUntil < 0;
  }

  /** A kept connection turned out to be closed. */
  void closedByServer() {
    waryUntil = nanoTime.getAsLong() + WARY_NANOS;
  }

  /** A new connection, whatever is kept. */
  Connection open(long deadline) {
    Connection connection = new Connection(address);
    connection.limit(deadline);
    if (!register(connection)) {
      return null;
    }
    long before = nanoTime.getAsLong();
    try {
      connection.connect();
    } catch (RuntimeException e) {
      discard(connection);
      throw e;
    }
    long now = nanoTime.getAsLong();
    connection.openedAt = now;
    connection.startedAt = now;
    locked(() -> backlog.connected(connection, now - before, now));
    return connection;
  }

  /** The first byte has come on a connection that was new. */
  void answered(Connection connection) {
    locked(() -> backlog.answered(connection, open.size()));
  }

  /**
   * The request is over and its time limit ended: keeps the connection, hands it on or closes it.
   */
  void release(Connection connection) {
    long now = nanoTime.getAsLong();
    boolean keep = connection.isReusable() && now - connection.openedAt < TURN_NANOS;
    lock.lock();
    try {
      usedAt = now;
      if (keep && !closed && !backlog.wantsChildAfter(connection.startedAt, open.size(), now)) {
        handOnOrKeep(connection, now);
        return;
      }
    } finally {
      lock.unlock();
    }
    discard(connection);
  }

  void discard(Connection connection) {
    connection.close();
    lock.lock();
    try {
      open.remove(connection);
      backlog.gone(connection);
      waiting.letOneOpen();
    } finally {
      lock.unlock();
    }
  }

  /** Called every few milliseconds: enforces time limits, closes what is idle or needed by php. */
  void tick(long now) {
    List<Connection> all;
    lock.lock();
    try {
      all = List.copyOf(open);
    } finally {
      lock.unlock();
    }
    all.forEach(each -> each.expireIfDue(now));
    Connection surplus = takeSurplus(now);
    while (surplus != null) {
      discard(surplus);
      surplus = takeSurplus(now);
    }
  }

  private Connection takeSurplus(long now) {
    lock.lock();
    try {
      Connection longestIdle = idle.peekFirst();
      if (longestIdle == null) {
        return null;
      }
      boolean expired = closed || now - longestIdle.idleSince > IDLE_NANOS;
      return expired || backlog.wantsIdleChild(now) ? idle.pollFirst() : null;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it if nobody has used it for a minute. */
  boolean retire(long now) {
    lock.lock();
    try {
      retired = retired || (open.isEmpty() && (closed || now - usedAt > FORGET_NANOS));
      return retired;
    } finally {
      lock.unlock();
    }
  }

  /** Closes what is idle at once, and what is busy when it is done. */
  void close() {
    locked(() -> closed = true);
    tick(nanoTime.getAsLong());
  }

  int openConnections() {
    lock.lock();
    try {
      return open.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean register(Connection connection) {
    lock.lock();
    try {
      if (retired) {
        connection.close();
        return false;
      }
      if (open.isEmpty()) {
        wakeWatch.run();
      }
      return open.add(connection);
    } finally {
      lock.unlock();
    }
  }

  private Connection takeOrWait(long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      usedAt = nanoTime.getAsLong();
      Connection kept = idle.pollLast();
      if (kept != null || backlog.admits(open.size(), usedAt)) {
        return kept;
      }
      return waiting.await(Math.min(deadline, usedAt + Backlog.PATIENCE_NANOS));
    } finally {
      lock.unlock();
    }
  }

  private void handOnOrKeep(Connection connection, long now) {
    connection.idleSince = now;
    if (!waiting.handOn(connection)) {
      idle.addLast(connection);
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
