package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.redis.connection.RedisCalls;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The lock in Redis under which one node at a time moves many jobs of a topic. It expires after 30
 * s, so that a node that dies under it holds nothing up.
 */
final class TopicLock {
  private static final Duration LOCK_LIFETIME = Duration.ofSeconds(30);
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LOCK_RETRY_INTERVAL = Duration.ofMillis(10);

  private final RedisCalls calls;

  TopicLock(RedisCalls calls) {
    this.calls = calls;
  }

  /**
   * Does the work under the lock; blocks for at most 5 s while another node has it.
   *
   * @throws StoreUnavailableException if the other node takes longer
   */
  int run(RedisTopic topic, Supplier<Integer> work) {
    long end = System.nanoTime() + LOCK_TIMEOUT.toNanos();
    Optional<Integer> done = tryRun(topic, work);
    while (done.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new StoreUnavailableException(
            "Another node is moving jobs of " + topic.id + "; try again in a moment", null);
      }
      LockSupport.parkNanos(LOCK_RETRY_INTERVAL.toNanos());
      done = tryRun(topic, work);
    }
    return done.get();
  }

  /**
   * Does the work if the lock is free.
   *
   * @return the result; empty if another node has the lock
   */
  Optional<Integer> tryRun(RedisTopic topic, Supplier<Integer> work) {
    byte[] owner = UUID.randomUUID().toString().getBytes(UTF_8);
    SetArgs free = SetArgs.Builder.nx().px(LOCK_LIFETIME.toMillis());
    if (calls.call(redis -> redis.set(topic.lock, owner, free)) == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      if (Arrays.equals(owner, calls.call(redis -> redis.get(topic.lock)))) {
        calls.call(redis -> redis.del(topic.lock));
      }
    }
  }
}
