package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiLimits;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.FastCgiResponse;
import io.pepper.connector.fastcgi.wire.RequestBytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The FastCGI client with kept connections, one pool per address. It pools by itself and not
 * through the container's connection manager: addresses are data that operators change at run time,
 * the container pools by configuration; and a pooled container call costs more than the request.
 *
 * <p>Any number of threads; meant for virtual ones, which block here cheaply. Limits: {@code
 * bodyLimit} bytes of each answer's body and 64 KiB of its standard error are kept, the rest is
 * read and dropped.
 */
public final class PooledFastCgiClient implements FastCgiClient, AutoCloseable {
  /** The most times a request is sent that provably never started. */
  private static final int MAX_SENT = 3;

  /** The bytes of an answer's body that are kept by default. */
  public static final int DEFAULT_BODY_LIMIT = 1024 * 1024;

  private final int bodyLimit;
  private final int maxChildren;
  private final int trustAfter;
  private final Map<FastCgiAddress, AddressPool> pools = new ConcurrentHashMap<>();
  private final PoolMaintenance maintenance = new PoolMaintenance(pools.values(), System::nanoTime);
  private volatile boolean closed;

  public PooledFastCgiClient() {
    this(DEFAULT_BODY_LIMIT, Integer.MAX_VALUE);
  }

  /**
   * @param bodyLimit bytes of an answer's body to keep, 0 or more
   * @param maxChildren children behind one address that are used at most, 1 or more
   */
  public PooledFastCgiClient(int bodyLimit, int maxChildren) {
    this(bodyLimit, maxChildren, FinishingChildren.TRUST_AFTER);
  }

  /**
   * @param trustAfter prompt answers in a row that make an address's children trusted
   */
  PooledFastCgiClient(int bodyLimit, int maxChildren, int trustAfter) {
    this.maxChildren = maxChildren;
    this.trustAfter = trustAfter;
    if (bodyLimit < 0) {
      throw new IllegalArgumentException("the body limit is " + bodyLimit + ", not 0 or more");
    }
    this.bodyLimit = bodyLimit;
  }

  @Override
  public FastCgiResponse exchange(
      FastCgiAddress address, FastCgiRequest request, FastCgiLimits limits, Runnable begun) {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(limits.child());
    long script = TimeUnit.NANOSECONDS.convert(limits.script());
    RequestBytes bytes = RequestBytes.of(request);
    for (int sent = 1; true; sent++) {
      AddressPool pool = poolFor(address);
      ExchangeAttempt attempt = new ExchangeAttempt(address, bytes, script, begun, bodyLimit);
      FastCgiConnection connection = acquire(pool, attempt, address, deadline);
      if (connection == null) {
        continue;
      }
      try {
        return exchange(pool, connection, address, attempt);
      } catch (NeverStartedException e) {
        pool.closedByServer();
        if (sent >= MAX_SENT) {
          pool.closedAgainAndAgain();
          throw FastCgiFailures.closedBeforeRequest(address, e);
        }
      }
    }
  }

  private static FastCgiResponse exchange(
      AddressPool pool,
      FastCgiConnection connection,
      FastCgiAddress address,
      ExchangeAttempt attempt) {
    try {
      if (!attempt.isAssigned()) {
        attempt.begin();
        if (Thread.currentThread().isInterrupted()) {
          throw FastCgiFailures.interrupted(address, null);
        }
        attempt.assign(connection, pool.questionFor(connection));
      }
      return attempt.run();
    } finally {
      if (connection.unlimit() && connection.isReusable()) {
        pool.release(connection);
      } else {
        pool.discard(connection);
      }
    }
  }

  /** Returns a connection, or null if the pool has been retired. */
  private static FastCgiConnection acquire(
      AddressPool pool, ExchangeAttempt attempt, FastCgiAddress address, long deadline) {
    try {
      return pool.acquire(attempt, deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FastCgiFailures.interrupted(address, e);
    }
  }

  @Override
  public FastCgiPool pool(FastCgiAddress address) {
    AddressPool pool = pools.get(address);
    return pool == null ? FastCgiPool.UNUSED : pool.state();
  }

  private AddressPool poolFor(FastCgiAddress address) {
    if (closed) {
      throw new FastCgiException(
          Reason.UNREACHABLE, "the resource adapter has been stopped", "", null);
    }
    AddressPool pool = pools.get(address);
    if (pool == null) {
      pool =
          pools.computeIfAbsent(
              address,
              each ->
                  new AddressPool(
                      each, maxChildren, System::nanoTime, trustAfter, maintenance::wake));
      maintenance.wake();
    }
    return pool;
  }

  /** Returns the number of open connections to that address, kept and busy. */
  int openConnections(FastCgiAddress address) {
    AddressPool pool = pools.get(address);
    return pool == null ? 0 : pool.openConnections();
  }

  /** Returns whether requests to that address are sent without waiting for its children. */
  boolean trusts(FastCgiAddress address) {
    AddressPool pool = pools.get(address);
    return pool != null && pool.trusts();
  }

  /** Closes idle connections at once and busy ones after their answer; takes no more requests. */
  @Override
  public void close() {
    closed = true;
    pools.values().forEach(AddressPool::close);
  }
}
