package io.pepper.connector.fastcgi;

import io.pepper.connector.fastcgi.Connection.Child;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The connections to one address, each with a child of the server, and at most one more that asks
 * for a child. They go when nobody has needed them for a second, so that php-fpm's children are
 * free for others. Safe for any number of threads; nothing blocks while the lock is held.
 */
final class AddressPool {
  /** A busy connection gives its child back now and then: web visitors want a turn, too. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A connection that rested for less is hardly closed yet; to look costs five system calls. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** So long after the server closed a kept connection, all are looked at. */
  private static final long WARY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final FastCgiAddress address;
  private final LongSupplier nanoTime;
  private final IdleConnections idle = new IdleConnections();
  private final OpenConnections connections;
  private final ReentrantLock lock;
  private final ChildSearch search;
  private final FinishingChildren finishing;
  private final ServerDialect dialect = new ServerDialect();
  private long usedAt;
  private boolean retired;
  private volatile long waryUntil;

  /**
   * @param maxChildren children to use at most, 1 or more
   * @param wakeWatch called when there is something to watch again
   */
  AddressPool(FastCgiAddress address, int maxChildren, LongSupplier nanoTime, Runnable wakeWatch) {
    this.address = address;
    this.nanoTime = nanoTime;
    this.connections = new OpenConnections(maxChildren, nanoTime);
    this.lock = connections.lock;
    this.search =
        new ChildSearch(address, nanoTime, connections, dialect, wakeWatch, this::isAtWork);
    this.usedAt = nanoTime.getAsLong();
    this.finishing = new FinishingChildren(address, nanoTime, this::release, this::discard);
    this.waryUntil = usedAt;
  }

  /**
   * Returns a connection whose child waits for a request.
   *
   * @param deadline until when to wait for a child
   * @return null if this pool has been retired and another must be asked
   * @throws FastCgiException if no child can be had
   */
  Connection acquire(long deadline) throws InterruptedException {
    if (!beginUse()) {
      return null;
    }
    for (boolean first = false; true; first = true) {
      Connection kept = takeOrWait(deadline, first);
      if (kept == null && nanoTime.getAsLong() - deadline >= 0) {
        throw Failure.noChild(address, state());
      }
      Connection ready = kept == null ? search.find(deadline) : checked(kept);
      if (ready != null) {
        return ready;
      }
    }
  }

  /** What to ask with the next request of that connection; null for nothing. */
  Readiness questionFor(Connection connection) {
    return dialect.questionAfterRequest(connection.isUsed(), finishing.wereSeen());
  }

  /** A kept connection turned out to be closed. */
  void closedByServer() {
    waryUntil = nanoTime.getAsLong() + WARY_NANOS;
  }

  /** The server closes whatever is sent to it. */
  void closedAgainAndAgain() {
    dialect.forget();
  }

  /** The request is over and its time limit ended: hands the connection on, or keeps it. */
  void release(Connection connection) {
    lock.lock();
    try {
      usedAt = nanoTime.getAsLong();
      if (connection.isReusable() && !connections.closed) {
        if (!connections.waiting.handOn(connection)) {
          idle.add(connection, usedAt);
        }
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
      connections.remove(connection);
      connections.callIfItMayAsk(nanoTime.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /** Called every few milliseconds: enforces time limits, closes what is idle or needed by php. */
  void tick(long now) {
    enforceLimits(now);
    List<Connection> unsettled;
    List<Connection> surplus;
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

  /** Whether somebody waits for a child, so that moments count. */
  boolean isAsking() {
    return connections.childRequest.isPending();
  }

  /** Ends it if nobody has used it for a minute, and it has nothing to tell. */
  boolean retire(long now) {
    lock.lock();
    try {
      boolean unused = connections.isEmpty() && connections.waiting.count() == 0 && !isAsking();
      boolean forgettable = finishing.cutShort() == 0 && now - usedAt > FORGET_NANOS;
      retired = retired || (unused && (connections.closed || forgettable));
      return retired;
    } finally {
      lock.unlock();
    }
  }

  /** Closes what is idle at once, and what is busy when it is done; nobody waits any more. */
  void close() {
    lock.lock();
    try {
      connections.closed = true;
      connections.waiting.failAll(() -> Failure.stopped(address));
      if (connections.childRequest.connection() != null) {
        connections.childRequest.connection().close();
      }
    } finally {
      lock.unlock();
    }
    tick(nanoTime.getAsLong());
  }

  /** Connections with a child, and the one that asks for one. */
  int openConnections() {
    return connections.children.now() + (isAsking() ? 1 : 0);
  }

  FastCgiPool state() {
    long now = nanoTime.getAsLong();
    return new FastCgiPool(
        connections.children.steady(now),
        finishing.count(),
        connections.waiting.count() + (isAsking() ? 1 : 0),
        connections.isFull(now),
        finishing.cutShort());
  }

  private boolean beginUse() {
    lock.lock();
    try {
      usedAt = nanoTime.getAsLong();
      return !retired;
    } finally {
      lock.unlock();
    }
  }

  /** Null if the caller should ask for a child, or if the time is up. */
  private Connection takeOrWait(long deadline, boolean first) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Connection kept = idle.takeLatest();
      if (kept != null || connections.mayAsk(nanoTime.getAsLong())) {
        return kept;
      }
      return connections.waiting.await(deadline, first);
    } finally {
      lock.unlock();
    }
  }

  private Connection checked(Connection kept) {
    long now = nanoTime.getAsLong();
    switch (childOf(kept, now)) {
      case BUSY -> finishing.add(kept);
      case GONE -> {
        closedByServer();
        discard(kept);
      }
      case READY -> {
        if (now - kept.openedAt < TURN_NANOS && !givesWay(now)) {
          return kept;
        }
        discard(kept);
      }
    }
    return null;
  }

  private Child childOf(Connection kept, long now) {
    boolean mayBeStale = now - kept.idleSince > FRESH_NANOS || now - waryUntil < 0;
    return kept.isUnsettled() || mayBeStale ? kept.look() : Child.READY;
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

  private void enforceLimits(long now) {
    List<Connection> limited;
    lock.lock();
    try {
      if (connections.childRequest.isOverdue(now, ChildRequest.PATIENCE_NANOS)) {
        connections.children.observeFull(now);
      }
      connections.callIfItMayAsk(now);
      connections.childRequest.endIfHopeless(isAtWork(), now);
      limited = connections.all();
    } finally {
      lock.unlock();
    }
    limited.forEach(each -> each.expireIfDue(now));
  }

  /** Whether a child works for us, which will be free again. */
  private boolean isAtWork() {
    return connections.children.now() > finishing.count();
  }

  /** Finds out about one that has been idle for long enough to be ready. */
  private void settle(Connection late) {
    switch (late.look()) {
      case READY -> putBack(late);
      case BUSY -> finishing.add(late);
      case GONE -> discard(late);
    }
  }

  private void putBack(Connection connection) {
    lock.lock();
    try {
      if (!connections.waiting.handOn(connection)) {
        idle.putBack(connection);
      }
    } finally {
      lock.unlock();
    }
  }
}
