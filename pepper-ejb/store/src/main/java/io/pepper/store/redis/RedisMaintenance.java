package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.protocol.CommandType;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.redis.connection.RedisCalls;
import io.pepper.store.redis.connection.RespArguments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Moves of many jobs: due ones, dead ones, those of dead nodes. Each first writes to the new place,
 * then removes from the old; a lock in Redis keeps two nodes from doing the same at a time. Should
 * the lock expire meanwhile, jobs may be repeated, none is lost.
 */
final class RedisMaintenance {
  private static final Duration LOCK_LIFETIME = Duration.ofSeconds(30);
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LOCK_RETRY_INTERVAL = Duration.ofMillis(10);

  /** Moved together; keeps commands and replies small. */
  private static final int CHUNK = 500;

  private final RedisCalls calls;
  private final RedisWriteBatcher commit;
  private final Heartbeat heartbeat;
  private final String node;
  private final Consumer<TopicId> announce;

  RedisMaintenance(
      RedisCalls calls,
      RedisWriteBatcher commit,
      Heartbeat heartbeat,
      String node,
      Consumer<TopicId> announce) {
    this.calls = calls;
    this.commit = commit;
    this.heartbeat = heartbeat;
    this.node = node;
    this.announce = announce;
  }

  /** An entry that is not a job goes to the dead with its text, so that nothing is lost. */
  void setAside(RedisTopic topic, byte[] list, byte[] entry) {
    Job job = RedisListing.job(entry);
    RedisWrite.Part bury =
        new RedisWrite.Part(CommandType.LPUSH, topic.dead, RespArguments.bulks(List.of(job)), 1);
    RedisWrite move = new RedisWrite(List.of(bury), List.of(RedisWrite.Part.remove(list, entry)));
    calls.await(commit.submit(move));
  }

  int promoteDue(RedisTopic topic, Instant now, int max) {
    int adopted = calls.move(topic.originalRetries, topic.ready, 1).size();
    if (adopted > 0) {
      adopted += calls.move(topic.originalRetries, topic.ready, Math.min(max, CHUNK) - 1).size();
    }
    int rest = Math.min(max, CHUNK) - adopted;
    if (rest > 0 && !due(topic, now, 1).isEmpty()) {
      adopted += locked(topic, () -> promote(topic, due(topic, now, rest))).orElse(0);
    }
    if (adopted > 0) {
      announce.accept(topic.id);
    }
    return adopted;
  }

  private List<byte[]> due(RedisTopic topic, Instant now, int max) {
    Range<Long> past =
        Range.from(Range.Boundary.unbounded(), Range.Boundary.including(now.toEpochMilli()));
    return calls.call(redis -> redis.zrangebyscore(topic.scheduled, past, Limit.create(0, max)));
  }

  private int promote(RedisTopic topic, List<byte[]> entries) {
    if (entries.isEmpty()) {
      return 0;
    }
    byte[][] values = entries.toArray(byte[][]::new);
    calls.call(redis -> redis.lpush(topic.ready, values));
    calls.call(redis -> redis.zrem(topic.scheduled, values));
    return values.length;
  }

  int replay(RedisTopic topic, int limit) {
    return lockedInTurn(
        topic,
        () -> {
          int replayed = 0;
          while (replayed < limit) {
            int part = Math.min(limit - replayed, CHUNK);
            List<byte[]> oldest = calls.call(redis -> redis.lrange(topic.dead, -part, -1));
            replayed += replayAll(topic, oldest.reversed());
            if (oldest.size() < part) {
              break;
            }
          }
          return replayed;
        });
  }

  int replay(RedisTopic topic, List<JobId> ids) {
    Set<JobId> wanted = new HashSet<>(ids);
    return lockedInTurn(
        topic,
        () -> {
          List<byte[]> found = new ArrayList<>();
          long start = 0;
          List<byte[]> part;
          do {
            long from = start;
            part = calls.call(redis -> redis.lrange(topic.dead, from, from + CHUNK - 1));
            part.stream()
                .filter(entry -> wanted.remove(RedisListing.job(entry).id()))
                .forEach(found::add);
            start += part.size();
          } while (part.size() == CHUNK && !wanted.isEmpty());
          return replayAll(topic, found.reversed());
        });
  }

  private int replayAll(RedisTopic topic, List<byte[]> entries) {
    for (int from = 0; from < entries.size(); from += CHUNK) {
      List<byte[]> part = entries.subList(from, Math.min(from + CHUNK, entries.size()));
      byte[][] values =
          part.stream()
              .map(entry -> JobJson.write(RedisListing.job(entry).replayed()))
              .toArray(byte[][]::new);
      calls.call(redis -> redis.lpush(topic.ready, values));
      removeAll(topic.dead, part);
    }
    if (!entries.isEmpty()) {
      announce.accept(topic.id);
    }
    return entries.size();
  }

  long purgeDead(RedisTopic topic) {
    long[] purged = {0};
    lockedInTurn(
        topic,
        () -> {
          purged[0] = calls.call(redis -> redis.llen(topic.dead));
          // What is buried meanwhile comes in at the head and stays.
          calls.call(redis -> redis.ltrim(topic.dead, 0, -purged[0] - 1));
          return 0;
        });
    return purged[0];
  }

  int recover(RedisTopic topic) {
    int recovered = recoverOwn(topic);
    for (byte[] other : calls.call(redis -> redis.smembers(topic.nodes))) {
      String name = new String(other, UTF_8);
      if (!name.equals(node) && !heartbeat.isAlive(other)) {
        recovered +=
            locked(topic, () -> recoverFrom(topic, other, topic.runningOf(name))).orElse(0);
      }
    }
    if (recovered > 0) {
      announce.accept(topic.id);
    }
    return recovered;
  }

  /** Alone with the topic, so that no job is between Redis and {@link RedisTopic#holds}. */
  private int recoverOwn(RedisTopic topic) {
    long alone = topic.dequeueLock.writeLock();
    try {
      // Asked before the list: what leaves the list meanwhile also loses its hold.
      Map<JobId, RedisTopic.Hold> holds = Map.copyOf(topic.holds);
      List<byte[]> lost = new ArrayList<>();
      for (byte[] entry : calls.call(redis -> redis.lrange(topic.running, 0, -1))) {
        RedisTopic.Hold hold = holds.get(RedisListing.job(entry).id());
        if (hold == null) {
          lost.add(entry);
        } else if (hold.done()) {
          removeAll(topic.running, List.of(entry));
        }
      }
      giveBack(topic, topic.running, lost);
      return lost.size();
    } finally {
      topic.dequeueLock.unlockWrite(alone);
    }
  }

  private int recoverFrom(RedisTopic topic, byte[] other, byte[] running) {
    List<byte[]> lost = calls.call(redis -> redis.lrange(running, 0, -1));
    giveBack(topic, running, lost);
    if (calls.call(redis -> redis.llen(running)) == 0 && !heartbeat.isAlive(other)) {
      calls.call(redis -> redis.srem(topic.nodes, other));
    }
    return lost.size();
  }

  /** Newest first to the tail, so that the oldest is next. */
  private void giveBack(RedisTopic topic, byte[] running, List<byte[]> entries) {
    for (byte[] entry : entries) {
      calls.call(redis -> redis.rpush(topic.ready, entry));
      removeAll(running, List.of(entry));
    }
  }

  private void removeAll(byte[] list, List<byte[]> entries) {
    entries.stream()
        .map(entry -> calls.send(redis -> redis.lrem(list, -1, entry)))
        .toList()
        .forEach(calls::await);
  }

  /**
   * For what somebody asked for: waits while another node holds the lock.
   *
   * @throws StoreUnavailableException if that takes too long
   */
  private int lockedInTurn(RedisTopic topic, Supplier<Integer> work) {
    long end = System.nanoTime() + LOCK_TIMEOUT.toNanos();
    Optional<Integer> done = locked(topic, work);
    while (done.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new StoreUnavailableException(
            "Another node is moving jobs of " + topic.id + "; try again in a moment", null);
      }
      LockSupport.parkNanos(LOCK_RETRY_INTERVAL.toNanos());
      done = locked(topic, work);
    }
    return done.get();
  }

  /**
   * @return empty if another node is at it
   */
  private Optional<Integer> locked(RedisTopic topic, Supplier<Integer> work) {
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
