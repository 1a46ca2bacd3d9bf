package io.pepper.connector.fastcgi;

import io.pepper.connector.fastcgi.FastCgiException.Reason;
import java.time.Duration;
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
  /** Bytes of an answer's body that are kept unless said otherwise. */
  public static final int DEFAULT_BODY_LIMIT = 1024 * 1024;

  private final int bodyLimit;
  private final Map<FastCgiAddress, AddressPool> pools = new ConcurrentHashMap<>();
  private final Watch watch = new Watch(pools.values(), System::nanoTime);
  private volatile boolean closed;

  public PooledFastCgiClient() {
    this(DEFAULT_BODY_LIMIT);
  }

  /**
   * @param bodyLimit bytes of an answer's body to keep, 0 or more
   */
  public PooledFastCgiClient(int bodyLimit) {
    if (bodyLimit < 0) {
      throw new IllegalArgumentException("the body limit is " + bodyLimit + ", not 0 or more");
    }
    this.bodyLimit = bodyLimit;
  }

  @Override
  public FastCgiResponse exchange(FastCgiAddress address, FastCgiRequest request, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("the time limit is " + limit + ", not positive");
    }
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
    RequestBytes bytes = RequestBytes.of(request);
    try {
      return exchange(address, bytes, deadline, false);
    } catch (NeverStartedException e) {
      return resend(address, bytes, deadline);
    }
  }

  /** On a new connection nothing is ever resent, so this ends. */
  private FastCgiResponse resend(FastCgiAddress address, RequestBytes bytes, long deadline) {
    poolFor(address).closedByServer();
    return exchange(address, bytes, deadline, true);
  }

  private FastCgiResponse exchange(
      FastCgiAddress address, RequestBytes bytes, long deadline, boolean fresh) {
    AddressPool pool = poolFor(address);
    Connection connection = acquire(pool, address, deadline, fresh);
    while (connection == null) {
      pool = poolFor(address);
      connection = acquire(pool, address, deadline, fresh);
    }
    return exchange(pool, connection, new Attempt(address, connection, bytes, bodyLimit));
  }

  private static FastCgiResponse exchange(
      AddressPool pool, Connection connection, Attempt attempt) {
    boolean complete = false;
    try {
      FastCgiResponse response = attempt.run(() -> firstByte(pool, connection));
      complete = true;
      return response;
    } finally {
      if (connection.unlimit() && (complete || connection.isReusable())) {
        pool.release(connection);
      } else {
        pool.discard(connection);
      }
    }
  }

  private static void firstByte(AddressPool pool, Connection connection) {
    if (!connection.isUsed()) {
      pool.answered(connection);
    }
  }

  private static Connection acquire(
      AddressPool pool, FastCgiAddress address, long deadline, boolean fresh) {
    try {
      return fresh ? pool.open(deadline) : pool.acquire(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FastCgiException(
          Reason.UNREACHABLE, "interrupted before a connection to " + address, "", e);
    }
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
              address, each -> new AddressPool(each, System::nanoTime, watch::wake));
      watch.ensureRunning();
    }
    return pool;
  }

  /** Open connections to that address, kept and busy. */
  int openConnections(FastCgiAddress address) {
    AddressPool pool = pools.get(address);
    return pool == null ? 0 : pool.openConnections();
  }

  /** Closes idle connections at once and busy ones after their answer; takes no more requests. */
  @Override
  public void close() {
    closed = true;
    pools.values().forEach(AddressPool::close);
  }
}
