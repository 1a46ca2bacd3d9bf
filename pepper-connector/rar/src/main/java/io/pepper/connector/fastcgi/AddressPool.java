package io.pepper.connector.fastcgi;

import io.pepper.connector.fastcgi.Connection.Child;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The connections to one address, each with a child of the server, and at most one more that asks
 * for a child. They go when nobody has needed them for a second, so that php-fpm's children are
 * free for others. Safe for any number of threads; nothing blocks while the lock is held.
 */
final class AddressPool {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A busy connection gives its child back now and then: web visitors want a turn, too. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A connection that rested for less is hardly closed yet; to look costs five system calls. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** So long after the server closed a kept connection, all are looked at. */
  private static final long WARY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** An idle connection whose child is not ready by then is busy with something longer. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final FastCgiAddress address;
  private final int maxChildren;
  private final LongSupplier nanoTime;
  private final Runnable wakeWatch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<Connection> open = new HashSet<>();
  private final WaitingCallers waiting;
  private final ChildRequest childRequest;
  private final FinishingChildren finishing;
  private final ServerDialect dialect = new ServerDialect();
  private volatile int children;
  private long usedAt;
  private boolean retired;
  private boolean closed;
  private volatile long waryUntil;

  /**
   * @param maxChildren children to use at most, 1 or more
   * @param wakeWatch called when there is something to watch again
   */
  AddressPool(FastCgiAddress address, int maxChildren, LongSupplier nanoTime, Runnable wakeWatch) {
    this.address = address;
    this.maxChildren = maxChildren;
    this.nanoTime = nanoTime;
    this.wakeWatch = wakeWatch;
    this.waiting = new WaitingCallers(lock, nanoTime);
    this.usedAt = nanoTime.getAsLong();
    this.childRequest = new ChildRequest(usedAt);
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
    if (!isOpenForUse()) {
      return null;
    }
    while (true) {
      Connection kept = takeOrWait(deadline);
      Connection ready = kept == null ? askForChild(deadline) : checked(kept);
      if (ready != null) {
        return ready;
      }
      if (nanoTime.getAsLong() - deadline >= 0) {
        throw Failure.noChild(address, state());
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

  /** The request is over and its time limit ended: hands the connection on, or keeps it. */
  void release(Connection connection) {
    lock.lock();
    try {
      usedAt = nanoTime.getAsLong();
      if (connection.isReusable() && !closed) {
        connection.idleSince = usedAt;
        if (!waiting.handOn(connection)) {
          idle.addLast(connection);
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
      if (open.remove(connection)) {
        children--;
      }
      waiting.callFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Called every few milliseconds: enforces time limits, closes what is idle or needed by php. */
  void tick(long now) {
    enforceLimits(now);
    unsettledSince(now - SETTLE_NANOS).forEach(this::settle);
    for (Connection each = surplus(now); each != null; each = surplus(now)) {
      discard(each);
    }
  }

  /** Whether somebody waits for a child, so that moments count. */
  boolean isAsking() {
    return childRequest.connection() != null;
  }

  /** Ends it if nobody has used it for a minute, and it has nothing to tell. */
  boolean retire(long now) {
    lock.lock();
    try {
      boolean unused = open.isEmpty() && waiting.count() == 0 && !isAsking();
      boolean forgettable = finishing.cutShort() == 0 && now - usedAt > FORGET_NANOS;
      retired = retired || (unused && (closed || forgettable));
      return retired;
    } finally {
      lock.unlock();
    }
  }

  /** Closes what is idle at once, and what is busy when it is done. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    tick(nanoTime.getAsLong());
  }

  /** Connections with a child, and the one that asks for one. */
  int openConnections() {
    return children + (isAsking() ? 1 : 0);
  }

  FastCgiPool state() {
    boolean full = children >= maxChildren || childRequest.isFull(nanoTime.getAsLong());
    return new FastCgiPool(
        childRequest.children(children, full),
        finishing.count(),
        waiting.count() + (isAsking() ? 1 : 0),
        full,
        finishing.cutShort());
  }

  private boolean isOpenForUse() {
    lock.lock();
    try {
      usedAt = nanoTime.getAsLong();
      return !retired;
    } finally {
      lock.unlock();
    }
  }

  /** Null if the caller should ask for a child, or look again. */
  private Connection takeOrWait(long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Connection kept = idle.pollLast();
      if (kept != null) {
        return kept;
      }
      if (mayAsk(nanoTime.getAsLong())) {
        return null;
      }
      return waiting.await(deadline);
    } finally {
      lock.unlock();
    }
  }

  private boolean mayAsk(long now) {
    return children < maxChildren && childRequest.mayBegin(now);
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
    if (!childRequest.isOverdue(now, ChildRequest.PATIENCE_NANOS)) {
      return false;
    }
    lock.lock();
    try {
      return childRequest.wantsChild(now);
    } finally {
      lock.unlock();
    }
  }

  /** Null if another caller asks already, or if it failed while children work for others of us. */
  private Connection askForChild(long deadline) {
    Connection connection = begin();
    if (connection == null) {
      return null;
    }
    try {
      connection.limit(deadline);
      boolean taken = dialect.connect(connection, address);
      if (!connection.unlimit()) {
        throw Failure.noChild(address, state());
      }
      return taken ? accepted(connection) : again(connection);
    } catch (FastCgiException e) {
      connection.close();
      return failed(e);
    }
  }

  private Connection again(Connection connection) {
    connection.close();
    lock.lock();
    try {
      childRequest.end();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Connection begin() {
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      if (!mayAsk(now)) {
        return null;
      }
      Connection connection = new Connection(address);
      childRequest.begin();
      childRequest.connected(connection, now);
      return connection;
    } finally {
      lock.unlock();
      wakeWatch.run();
    }
  }

  private Connection accepted(Connection connection) {
    connection.openedAt = nanoTime.getAsLong();
    connection.idleSince = connection.openedAt;
    lock.lock();
    try {
      childRequest.end();
      open.add(connection);
      children++;
      waiting.callFirst();
      return connection;
    } finally {
      lock.unlock();
    }
  }

  private Connection failed(FastCgiException failure) {
    lock.lock();
    try {
      if (!open.isEmpty() && !Thread.currentThread().isInterrupted()) {
        childRequest.postpone(nanoTime.getAsLong());
        return null;
      }
      childRequest.end();
      if (Thread.currentThread().isInterrupted()) {
        waiting.callFirst();
      } else {
        waiting.failAll(failure::again);
      }
      throw failure;
    } finally {
      lock.unlock();
    }
  }

  private void enforceLimits(long now) {
    List<Connection> limited;
    lock.lock();
    try {
      limited = new ArrayList<>(open);
      childRequest.observe(children, now);
      if (waiting.count() > 0 && mayAsk(now)) {
        waiting.callFirst();
      }
      if (isAsking()) {
        limited.add(limitedByStarving(now));
      }
    } finally {
      lock.unlock();
    }
    limited.forEach(each -> each.expireIfDue(now));
  }

  /** While none of the children works for us, nothing promises that one will ever be free. */
  private Connection limitedByStarving(long now) {
    Connection asking = childRequest.connection();
    if (open.isEmpty() && childRequest.isOverdue(now, ChildRequest.STARVED_NANOS)) {
      asking.limit(now - 1);
    }
    return asking;
  }

  /** Takes the idle connections of which it is high time to know what their children do. */
  private List<Connection> unsettledSince(long moment) {
    lock.lock();
    try {
      List<Connection> late = new ArrayList<>();
      idle.removeIf(each -> {
        boolean isLate = each.isUnsettled() && each.idleSince - moment < 0;
        return isLate && late.add(each);
      });
      return late;
    } finally {
      lock.unlock();
    }
  }

  private void settle(Connection late) {
    long idleSince = late.idleSince;
    switch (late.look()) {
      case READY -> {
        release(late);
        late.idleSince = idleSince;
      }
      case BUSY -> finishing.add(late);
      case GONE -> discard(late);
    }
  }

  private Connection surplus(long now) {
    lock.lock();
    try {
      Connection longestIdle = idle.peekFirst();
      if (longestIdle == null) {
        return null;
      }
      boolean expired = closed || now - longestIdle.idleSince > IDLE_NANOS;
      boolean needed =
          childRequest.isOverdue(now, FRESH_NANOS) && now - longestIdle.idleSince > FRESH_NANOS;
      return expired || needed ? idle.pollFirst() : null;
    } finally {
      lock.unlock();
    }
  }
}
