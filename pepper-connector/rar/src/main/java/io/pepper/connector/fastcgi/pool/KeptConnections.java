package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.wire.ReadinessQuestion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What becomes of a connection whose request is over: the next caller's, idle, given back because
 * others want its child, or waited for because its script goes on. Safe for any number of threads;
 * nothing blocks while the lock is held.
 */
final class KeptConnections {
  /** A busy connection gives its child back now and then: web visitors want a turn, too. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A connection that rested for less is hardly closed yet; to look costs five system calls. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** So long after the server closed a kept connection, all are looked at. */
  private static final long WARY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * A child says that it is ready some 50 microseconds after its answer, unless its script goes on.
   * To wake a thread takes longer than to wait for that.
   */
  private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

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
      OpenConnections connections,
      ServerDialect dialect) {
    this.nanoTime = nanoTime;
    this.connections = connections;
    this.lock = connections.lock;
    this.dialect = dialect;
    this.finishing = new FinishingChildren(address, nanoTime, this::release, this::discard);
    this.waryUntil = nanoTime.getAsLong();
  }

  /** Takes the idle one that was used last, or null; with the lock held. */
  FastCgiConnection takeIdle() {
    return idle.takeLatest();
  }

  FinishingChildren finishing() {
    return finishing;
  }

  /** What to ask with the next request of that connection; null for nothing. */
  ReadinessQuestion questionFor(FastCgiConnection connection) {
    return dialect.questionAfterRequest(connection.isUsed(), finishing.wereSeen());
  }

  /** A kept connection turned out to be closed. */
  void closedByServer() {
    waryUntil = nanoTime.getAsLong() + WARY_NANOS;
  }

  /**
   * The request is over and its time limit ended: hands the connection on, or keeps it. When
   * somebody waits, this thread finds out that the child is ready and sends the request of the
   * first in line, since the child would idle for as long as it takes to wake that caller.
   */
  void release(FastCgiConnection connection) {
    connection.idleSince = nanoTime.getAsLong();
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

  /** Whether the connection may have another request now; if not, it is taken care of. */
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

  /** Called every few milliseconds: closes what is idle or needed by php. */
  void tick(long now) {
    List<FastCgiConnection> unsettled;
    List<FastCgiConnection> surplus;
    lock.lock();
    try {
      boolean childWanted = connections.childRequest.isOverdue(now, FRESH_NANOS);
      unsettled = idle.takeUnsettled(now, childWanted);
      surplus = idle.takeSurplus(now, connections.closed, childWanted);
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

  /** Takes the first out of the line; if nobody waits, the connection is idle. */
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
    return kept.isUnsettled() || mayBeStale
        ? kept.look(finishing.wereSeen() ? 0 : PATIENCE_NANOS)
        : ChildState.READY;
  }

  private boolean givesWay(long now) {
    if (!connections.childRequest.isOverdue(now, ChildRequest.PATIENCE_NANOS)) {
      return false;
    }
    lock.lock();
    try {
      return connections.childRequest.wantsChild(now);
    } finally {
      lock.unlock();
    }
  }

  /** Finds out about one that has been idle for long enough to be ready. */
  private void settle(FastCgiConnection late) {
    switch (late.look(0)) {
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
