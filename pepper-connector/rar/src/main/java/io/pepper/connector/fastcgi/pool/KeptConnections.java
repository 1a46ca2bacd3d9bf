package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.wire.ReadinessQuestion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The connections whose request is over: handed to the next caller, idle, given back because others
 * want the child, or waited for because the script goes on. Safe for any number of threads; nothing
 * blocks while the lock is held.
 */
final class KeptConnections {
  /** The time after which a busy connection gives its child back: web visitors want a turn, too. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /**
   * The rest up to which a connection is hardly closed yet; finding out costs five system calls.
   */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** The time after the server closed a kept connection in which all are checked. */
  private static final long WARY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * The longest wait for the news that a child is ready. It comes some 50 microseconds after the
   * answer, later on a busy machine, unless the script goes on; waking threads costs more than
   * waiting for that.
   */
  private static final long READY_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final LongSupplier nanoTime;
  private final OpenConnections connections;
  private final ReentrantLock lock;
  private final ServerDialect dialect;
  private final IdleConnections idle = new IdleConnections();
  private final FinishingChildren finishing;
  private volatile long waryUntil;

  KeptConnections(
      FastCgiAddress address,
      LongSupplier nanoTime,
      int trustAfter,
      OpenConnections connections,
      ServerDialect dialect) {
    this.nanoTime = nanoTime;
    this.connections = connections;
    this.lock = connections.lock;
    this.dialect = dialect;
    this.finishing =
        new FinishingChildren(address, nanoTime, trustAfter, this::release, this::discard);
    this.waryUntil = nanoTime.getAsLong();
  }

  /** Removes and returns the idle one that was used last, or null. The caller holds the lock. */
  FastCgiConnection pollIdle() {
    return idle.pollLatest();
  }

  FinishingChildren finishing() {
    return finishing;
  }

  /** Returns the question to ask with the next request of that connection, or null for none. */
  ReadinessQuestion questionFor(FastCgiConnection connection) {
    return dialect.questionAfterRequest(connection.isUsed(), finishing.wereSeen());
  }

  /** Takes note that a kept connection turned out to be closed. */
  void closedByServer() {
    finishing.distrust();
    waryUntil = nanoTime.getAsLong() + WARY_NANOS;
  }

  /**
   * Hands the connection on, or keeps it. Its request is over and its time limit ended. When a
   * caller waits, this thread finds out that the child is ready and sends the request of the first
   * in line, since the child would idle for as long as it takes to wake that caller.
   */
  void release(FastCgiConnection connection) {
    connection.idleSince = nanoTime.getAsLong();
    if (connection.readiness().aheadNanos() > 0) {
      finishing.observe(connection.readiness().aheadNanos());
    }
    if (!connection.isReusable()) {
      discard(connection);
    } else if (connections.waiting.count() == 0) {
      handOn(connection, false);
    } else if (mayCarryAnother(connection)) {
      handOn(connection, true);
    }
  }

  void discard(FastCgiConnection connection) {
    connection.close();
    lock.lock();
    try {
      connections.remove(connection);
      connections.callIfItMayAsk(nanoTime.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Decides whether the connection may have another request now; if not, closes it or waits for its
   * child.
   */
  boolean mayCarryAnother(FastCgiConnection kept) {
    long now = nanoTime.getAsLong();
    switch (childOf(kept, now)) {
      case BUSY -> finishing.add(kept);
      case GONE -> {
        closedByServer();
        discard(kept);
      }
      case READY -> {
        if (now - kept.openedAt < TURN_NANOS && !givesWay(now)) {
          return true;
        }
        discard(kept);
      }
    }
    return false;
  }

  /**
   * Closes connections that are idle or whose child php-fpm needs. Called every few milliseconds.
   */
  void tick(long now) {
    List<FastCgiConnection> unsettled;
    List<FastCgiConnection> surplus;
    lock.lock();
    try {
      boolean childWanted = connections.childRequest.isOverdue(now, FRESH_NANOS);
      unsettled = idle.removeUnsettled(now, childWanted);
      surplus = idle.removeSurplus(now, connections.closed, childWanted);
    } finally {
      lock.unlock();
    }
    unsettled.forEach(this::settle);
    surplus.forEach(this::discard);
  }

  /**
   * Gives the connection to the first in line, or keeps it.
   *
   * @param ready whether the child is known to be ready, so that a request may be sent
   */
  private void handOn(FastCgiConnection connection, boolean ready) {
    WaitingCaller next = next(connection);
    while (next != null && ready && next.isSmall() && !send(next, connection)) {
      next.call();
      next = next(connection);
    }
    if (next != null) {
      next.give(connection);
    } else if (connections.closed) {
      tick(nanoTime.getAsLong());
    }
  }

  private boolean send(WaitingCaller next, FastCgiConnection connection) {
    boolean decided = false;
    try {
      boolean sent = next.send(connection, questionFor(connection));
      decided = true;
      return sent;
    } finally {
      // Whatever this thread died of, the caller must not wait for ever.
      if (!decided) {
        discard(connection);
        next.abandon(connection);
      }
    }
  }

  /** Removes and returns the first in line; if no caller waits, the connection is idle. */
  private WaitingCaller next(FastCgiConnection connection) {
    lock.lock();
    try {
      WaitingCaller next = connections.waiting.pollFirst();
      if (next == null) {
        idle.add(connection, nanoTime.getAsLong());
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private ChildState childOf(FastCgiConnection kept, long now) {
    boolean mayBeStale = now - kept.idleSince > FRESH_NANOS || now - waryUntil < 0;
    if (!kept.readiness().isAwaited()) {
      return mayBeStale ? kept.pollChild() : ChildState.READY;
    }
    if (finishing.areMany()) {
      return kept.pollChild();
    }
    return finishing.areTrusted() && !mayBeStale ? ChildState.READY : awaited(kept);
  }

  private ChildState awaited(FastCgiConnection kept) {
    long start = nanoTime.getAsLong();
    ChildState state = kept.awaitChild(READY_TIMEOUT_NANOS);
    if (state != ChildState.GONE) {
      finishing.observe(nanoTime.getAsLong() - start);
    }
    return state;
  }

  private boolean givesWay(long now) {
    if (!connections.childRequest.isOverdue(now, ChildRequest.CHILD_TIMEOUT_NANOS)) {
      return false;
    }
    lock.lock();
    try {
      return connections.childRequest.wantsChild(now);
    } finally {
      lock.unlock();
    }
  }

  /** Finds out the state of a child that has been idle for long enough to be ready. */
  private void settle(FastCgiConnection late) {
    switch (late.pollChild()) {
      case READY -> putBack(late);
      case BUSY -> finishing.add(late);
      case GONE -> discard(late);
    }
  }

  private void putBack(FastCgiConnection connection) {
    WaitingCaller next;
    lock.lock();
    try {
      next = connections.waiting.pollFirst();
      if (next == null) {
        idle.putBack(connection);
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.give(connection);
    }
  }
}
