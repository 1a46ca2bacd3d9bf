package io.pepper.test;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Stock clients that push without end and remember what was acknowledged. They reconnect after any
 * failure, and never push a payload twice: what failed may or may not have been accepted.
 */
final class Producers implements AutoCloseable {
  private static final long PAUSE_MILLIS = 4;
  private static final int REPLY_LIMIT_MILLIS = 15_000;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong slowestFailureMillis = new AtomicLong();
  private final ScheduledExecutorService threads;

  /** Starts that many producers, each with one connection, up to 250 pushes/s each. */
  Producers(int count, int port, String queue, String password) {
    threads = Executors.newScheduledThreadPool(count);
    for (int i = 0; i < count; i++) {
      Producer producer = new Producer("p" + i, port, queue, password);
      threads.scheduleWithFixedDelay(producer::push, 0, PAUSE_MILLIS, MILLISECONDS);
    }
  }

  /** The payloads of which a producer was told that they are accepted. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /** How many pushes failed in any way. */
  long refused() {
    return refused.get();
  }

  /** The longest that a failing push took to fail. */
  Duration slowestFailure() {
    return Duration.ofMillis(slowestFailureMillis.get());
  }

  /** Waits until that many more pushes are acknowledged. */
  void awaitMore(int count) {
    int goal = acknowledged.size() + count;
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> acknowledged.size() >= goal);
  }

  /** Waits until that many more pushes have failed. */
  void awaitRefused(int count) {
    long goal = refused.get() + count;
    await().atMost(Duration.ofSeconds(90)).until(() -> refused.get() >= goal);
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(2 * REPLY_LIMIT_MILLIS, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection. Used by one thread at a time. */
  private final class Producer {
    private final String name;
    private final int port;
    private final DefaultJedisClientConfig config;
    private final String queue;
    private Jedis client;
    private long pushed;

    Producer(String name, int port, String queue, String password) {
      this.name = name;
      this.port = port;
      this.queue = queue;
      this.config =
          DefaultJedisClientConfig.builder()
              .autoNegotiateProtocol(false)
              .user(queue)
              .password(password)
              .timeoutMillis(REPLY_LIMIT_MILLIS)
              .build();
    }

    void push() {
      String payload = name + "-" + pushed++;
      long start = System.nanoTime();
      try {
        if (client == null) {
          client = new Jedis(new HostAndPort("127.0.0.1", port), config);
        }
        client.lpush(queue, payload);
        acknowledged.add(payload);
      } catch (JedisException e) {
        refused.incrementAndGet();
        slowestFailureMillis.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
        reconnect();
      }
    }

    private void reconnect() {
      if (client != null) {
        client.close();
        client = null;
      }
    }
  }
}
