package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The search for one child more: a connection that waits in the server's backlog until a child
 * takes it and says so. Safe for any number of threads, of which one searches at a time and is
 * blocked until it has a child.
 */
final class ChildSearch {
  private final FastCgiAddress address;
  private final LongSupplier nanoTime;
  private final OpenConnections connections;
  private final ServerDialect dialect;
  private final Runnable wakeWatch;
  private final BooleanSupplier atWork;

  /**
   * @param wakeWatch called when a search begins: its time limit must be watched
   * @param atWork whether a child works for us, which will be free again
   */
  ChildSearch(
      FastCgiAddress address,
      LongSupplier nanoTime,
      OpenConnections connections,
      ServerDialect dialect,
      Runnable wakeWatch,
      BooleanSupplier atWork) {
    this.address = address;
    this.nanoTime = nanoTime;
    this.connections = connections;
    this.dialect = dialect;
    this.wakeWatch = wakeWatch;
    this.atWork = atWork;
  }

  /**
   * Blocks until a child has taken a new connection.
   *
   * @return null if the caller should look again: another one searches already, or it failed while
   *     children work for us, of which one will be free
   * @throws FastCgiException if no child can be had
   */
  FastCgiConnection find(long deadline) {
    if (!begin()) {
      return null;
    }
    FastCgiConnection connection = null;
    FastCgiConnection accepted = null;
    try {
      wakeWatch.run();
      connection = new FastCgiConnection(address);
      connection.limit(deadline);
      askBy(connection);
      boolean taken = dialect.connect(connection, address);
      if (!connection.unlimit()) {
        throw FastCgiFailures.noChildInTime(address);
      }
      accepted = taken ? accepted(connection) : null;
      return accepted;
    } catch (FastCgiException e) {
      failed(e, deadline);
      return null;
    } finally {
      if (accepted == null) {
        notAccepted(connection);
      }
    }
  }

  private boolean begin() {
    long now = nanoTime.getAsLong();
    connections.lock.lock();
    try {
      boolean may = connections.mayAsk(now);
      if (may) {
        connections.childRequest.begin(now);
      }
      return may;
    } finally {
      connections.lock.unlock();
    }
  }

  private void askBy(FastCgiConnection connection) {
    connections.lock.lock();
    try {
      connections.childRequest.by(connection);
      if (connections.closed) {
        throw FastCgiFailures.stopped(address);
      }
    } finally {
      connections.lock.unlock();
    }
  }

  private FastCgiConnection accepted(FastCgiConnection connection) {
    long now = nanoTime.getAsLong();
    connection.openedAt = now;
    connection.idleSince = now;
    connections.lock.lock();
    try {
      connections.add(connection);
      connections.childRequest.succeed(now);
      connections.callIfItMayAsk(now);
      return connection;
    } finally {
      connections.lock.unlock();
    }
  }

  /**
   * Throws the failure, unless children serve this client: then it is not the caller's, since one
   * of them will be free.
   */
  private void failed(FastCgiException failure, long deadline) {
    long now = nanoTime.getAsLong();
    boolean mine = Thread.currentThread().isInterrupted() || now - deadline >= 0;
    connections.lock.lock();
    try {
      if (atWork.getAsBoolean() && !mine && !connections.closed) {
        connections.childRequest.postpone(now);
        return;
      }
      if (!mine) {
        connections.waiting.failAll(failure::again);
      }
      throw failure;
    } finally {
      connections.lock.unlock();
    }
  }

  private void notAccepted(FastCgiConnection connection) {
    if (connection != null) {
      connection.close();
    }
    connections.lock.lock();
    try {
      connections.childRequest.end();
      connections.callIfItMayAsk(nanoTime.getAsLong());
    } finally {
      connections.lock.unlock();
    }
  }
}
