package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.connector.fastcgi.wire.ReadinessQuestion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The connections to one address, each with a child of the server, and at most one more that asks
 * for a child. A connection that has been idle for a second is closed, so that php-fpm's children
 * are free for others. Safe for any number of threads; nothing blocks while the lock is held.
 */
final class AddressPool {
  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final FastCgiAddress address;
  private final LongSupplier nanoTime;
  private final OpenConnections connections;
  private final ReentrantLock lock;
  private final ChildSearch search;
  private final KeptConnections kept;
  private final ServerDialect dialect = new ServerDialect();
  private volatile long usedAt;
  private boolean retired;

  /**
   * @param maxChildren children to use at most, 1 or more
   * @param trustAfter prompt answers in a row that make children trusted
   * @param wakeWatch called when there is something to watch again
   */
  AddressPool(
      FastCgiAddress address,
      int maxChildren,
      LongSupplier nanoTime,
      int trustAfter,
      Runnable wakeWatch) {
    this.address = address;
    this.nanoTime = nanoTime;
    this.connections = new OpenConnections(maxChildren, nanoTime);
    this.lock = connections.lock;
    this.search =
        new ChildSearch(address, nanoTime, connections, dialect, wakeWatch, this::isAtWork);
    this.usedAt = nanoTime.getAsLong();
    this.kept = new KeptConnections(address, nanoTime, trustAfter, connections, dialect);
  }

  /**
   * Returns a connection whose child waits for a request, or has just been sent the attempt's: the
   * thread that gave the connection up does that for a caller that stands in line.
   *
   * @param deadline until when to wait for a child
   * @return null if this pool has been retired and another must be asked
   * @throws FastCgiException if no child can be had
   */
  FastCgiConnection acquire(ExchangeAttempt attempt, long deadline) throws InterruptedException {
    if (!beginUse()) {
      return null;
    }
    for (boolean first = false; true; first = true) {
      FastCgiConnection given = pollOrWait(attempt, deadline, first);
      if (attempt.isAssigned()) {
        return given;
      }
      if (given == null && nanoTime.getAsLong() - deadline >= 0) {
        throw FastCgiFailures.noChild(address, state());
      }
      if (given == null) {
        given = search.find(deadline);
        if (given != null) {
          return given;
        }
      } else if (kept.mayCarryAnother(given)) {
        return given;
      }
    }
  }

  /** Returns the question to ask with the next request of that connection, or null for none. */
  ReadinessQuestion questionFor(FastCgiConnection connection) {
    return kept.questionFor(connection);
  }

  /** Takes note that a kept connection turned out to be closed. */
  void closedByServer() {
    kept.closedByServer();
  }

  /** Takes note that the server closes every connection that carries a request. */
  void closedAgainAndAgain() {
    dialect.forget();
  }

  /** Hands the connection on, or keeps it. Its request is over and its time limit ended. */
  void release(FastCgiConnection connection) {
    usedAt = nanoTime.getAsLong();
    kept.release(connection);
  }

  void discard(FastCgiConnection connection) {
    kept.discard(connection);
  }

  /**
   * Enforces time limits and closes connections that are idle or whose child php-fpm needs. Called
   * every few milliseconds.
   */
  void tick(long now) {
    enforceLimits(now);
    kept.tick(now);
  }

  /** Returns whether a caller waits for a child, so that milliseconds count. */
  boolean isAsking() {
    return connections.childRequest.isPending();
  }

  /** Ends the pool if it has not been used for a minute and has nothing to report. */
  boolean retire(long now) {
    lock.lock();
    try {
      boolean unused = connections.isEmpty() && connections.waiting.count() == 0 && !isAsking();
      boolean forgettable = kept.finishing().cutShort() == 0 && now - usedAt > FORGET_NANOS;
      retired = retired || (unused && (connections.closed || forgettable));
      return retired;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes idle connections at once and busy ones when they are done, and fails all waiting
   * callers.
   */
  void close() {
    lock.lock();
    try {
      connections.closed = true;
      connections.waiting.failAll(() -> FastCgiFailures.stopped(address));
      if (connections.childRequest.connection() != null) {
        connections.childRequest.connection().close();
      }
    } finally {
      lock.unlock();
    }
    tick(nanoTime.getAsLong());
  }

  /** Returns the number of connections with a child, and of the one that asks for one. */
  int openConnections() {
    return connections.children.now() + (isAsking() ? 1 : 0);
  }

  /** Returns whether requests are sent without waiting for children that have just answered. */
  boolean trusts() {
    return kept.finishing().areTrusted();
  }

  FastCgiPool state() {
    long now = nanoTime.getAsLong();
    return new FastCgiPool(
        connections.children.steady(now),
        kept.finishing().count(),
        connections.waiting.count() + (isAsking() ? 1 : 0),
        connections.isFull(now),
        kept.finishing().cutShort());
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

  /**
   * Returns an idle connection, or one that was handed over while the caller waited; null if the
   * caller should ask for a child, or if the time is up.
   */
  private FastCgiConnection pollOrWait(ExchangeAttempt attempt, long deadline, boolean first)
      throws InterruptedException {
    WaitingCaller self;
    lock.lockInterruptibly();
    try {
      FastCgiConnection idle = kept.pollIdle();
      if (idle != null || connections.mayAsk(nanoTime.getAsLong())) {
        return idle;
      }
      self = connections.waiting.join(attempt, first);
    } finally {
      lock.unlock();
    }
    FastCgiConnection given = connections.waiting.await(self, deadline);
    if (given != null && !attempt.isAssigned() && Thread.interrupted()) {
      kept.release(given);
      throw new InterruptedException();
    }
    return given;
  }

  private void enforceLimits(long now) {
    List<FastCgiConnection> limited;
    lock.lock();
    try {
      if (connections.childRequest.isOverdue(now, ChildRequest.CHILD_TIMEOUT_NANOS)) {
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

  /** Returns whether a child serves this client and will be free again. */
  private boolean isAtWork() {
    return connections.children.now() > kept.finishing().count();
  }
}
