package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import io.pepper.concurrent.Threads;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.redis.connection.RedisCalls;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;

/** The sign of life of this node for the others, a key that expires. Has its own virtual thread. */
final class Heartbeat implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration LIFETIME = INTERVAL.multipliedBy(3);

  private final RedisCalls calls;
  private final byte[] node;
  private final Supplier<Collection<RedisTopic>> topics;
  private final byte[] process = UUID.randomUUID().toString().getBytes(UTF_8);
  private final Thread thread;
  private int duplicateBeats;

  Heartbeat(RedisCalls calls, String node, Supplier<Collection<RedisTopic>> topics) {
    this.calls = calls;
    this.node = node.getBytes(UTF_8);
    this.topics = topics;
    write();
    this.thread = Threads.virtual("pepper-redis-heartbeat").start(this::run);
  }

  /** Registers this node's running list, before it is used, so that other nodes find it. */
  void announce(RedisTopic topic) {
    calls.call(redis -> redis.sadd(topic.nodes, node));
    topic.announced = true;
  }

  boolean isAlive(byte[] other) {
    return calls.call(redis -> redis.exists(key(other))) > 0;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      warnOfDuplicates();
      write();
      for (RedisTopic topic : topics.get()) {
        if (topic.announced) {
          announce(topic);
        }
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      // Edge: this thread must live, or this node counts as dead.
      LOG.log(System.Logger.Level.WARNING, "No heartbeat: {0}", e.getMessage());
    }
  }

  private void write() {
    SetArgs lifetime = SetArgs.Builder.px(LIFETIME.toMillis());
    calls.call(redis -> redis.set(key(node), process, lifetime));
  }

  private void warnOfDuplicates() {
    byte[] last = calls.call(redis -> redis.get(key(node)));
    duplicateBeats = last == null || Arrays.equals(last, process) ? 0 : duplicateBeats + 1;
    if (duplicateBeats > 0) {
      LOG.log(
          System.Logger.Level.ERROR,
          "Another process uses the node name {0} on this Redis: their running jobs are taken for"
              + " lost and run twice. Give each its own pepper.node.",
          new String(node, UTF_8));
    }
  }

  private static byte[] key(byte[] node) {
    return ("pepper::node::" + new String(node, UTF_8)).getBytes(UTF_8);
  }

  /** Deletes the key, so that the others need not wait for it to expire. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      calls.call(redis -> redis.del(key(node)));
    } catch (StoreUnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "The heartbeat key is left to expire", e);
    }
  }
}
