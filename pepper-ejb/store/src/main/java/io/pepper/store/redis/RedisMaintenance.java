package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.TopicId;
import io.pepper.store.redis.connection.RedisCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The moves of many jobs: due ones, dead ones, those of dead nodes. Each first writes to the new
 * place, then removes from the old one; a {@link TopicLock} keeps two nodes from doing the same at
 * a time. If the lock expires during a move, jobs may be repeated, none is lost.
 */
final class RedisMaintenance {

  /** The most jobs of one command, so that commands and replies stay small. */
  private static final int MAX_CHUNK = 500;

  private final RedisCalls calls;
  private final TopicLock lock;
  private final RedisWriteBatcher batcher;
  private final Heartbeat heartbeat;
  private final String node;
  private final Consumer<TopicId> announce;

  RedisMaintenance(
      RedisCalls calls,
      RedisWriteBatcher batcher,
      Heartbeat heartbeat,
      String node,
      Consumer<TopicId> announce) {
    this.calls = calls;
    this.batcher = batcher;
    this.lock = new TopicLock(calls);
    this.heartbeat = heartbeat;
    this.node = node;
    this.announce = announce;
  }

  /** Moves an entry that is not a job to the dead ones with its text, so that nothing is lost. */
  void setAside(RedisTopic topic, byte[] list, byte[] entry) {
    Job job = RedisListing.job(entry);
    RedisWrite.Part bury = RedisWrite.Part.push(topic.dead, List.of(job));
    RedisWrite move = new RedisWrite(List.of(bury), List.of(RedisWrite.Part.remove(list, entry)));
    calls.await(batcher.submit(move));
  }

  /** Makes due jobs ready; returns how many. */
  int promoteDue(RedisTopic topic, Instant now, int max) {
    int promoted = calls.move(topic.originalRetries, topic.ready, 1).size();
    if (promoted > 0) {
      promoted +=
          calls.move(topic.originalRetries, topic.ready, Math.min(max, MAX_CHUNK) - 1).size();
    }
    int rest = Math.min(max, MAX_CHUNK) - promoted;
    if (rest > 0 && !due(topic, now, 1).isEmpty()) {
      promoted += lock.tryRun(topic, () -> promote(topic, due(topic, now, rest))).orElse(0);
    }
    if (promoted > 0) {
      announce.accept(topic.id);
    }
    return promoted;
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
    return lock.run(
        topic,
        () -> {
          int replayed = 0;
          while (replayed < limit) {
            int part = Math.min(limit - replayed, MAX_CHUNK);
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
    return lock.run(
        topic,
        () -> {
          List<byte[]> found = new ArrayList<>();
          long start = 0;
          List<byte[]> part;
          do {
            long from = start;
            part = calls.call(redis -> redis.lrange(topic.dead, from, from + MAX_CHUNK - 1));
            part.stream()
                .filter(entry -> wanted.remove(RedisListing.idOf(entry)))
                .forEach(found::add);
            start += part.size();
          } while (part.size() == MAX_CHUNK && !wanted.isEmpty());
          return replayAll(topic, found.reversed());
        });
  }

  private int replayAll(RedisTopic topic, List<byte[]> entries) {
    for (int from = 0; from < entries.size(); from += MAX_CHUNK) {
      List<byte[]> part = entries.subList(from, Math.min(from + MAX_CHUNK, entries.size()));
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

  void addFigures(RedisTopic topic, long succeeded, long failed) {
    calls.call(redis -> redis.hincrby(topic.figures, RedisContents.SUCCEEDED, succeeded));
    calls.call(redis -> redis.hincrby(topic.figures, RedisContents.FAILED, failed));
  }

  /** Deletes the oldest dead jobs; returns how many. */
  long purgeDead(RedisTopic topic, long limit) {
    long[] purged = {0};
    lock.run(
        topic,
        () -> {
          purged[0] = Math.min(limit, calls.call(redis -> redis.llen(topic.dead)));
          // Jobs that die during the purge come in at the head and stay.
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
            lock.tryRun(topic, () -> recoverFrom(topic, other, topic.runningOf(name))).orElse(0);
      }
    }
    if (recovered > 0) {
      announce.accept(topic.id);
    }
    return recovered;
  }

  /** Recovers own jobs under the write lock: no dequeue is between Redis and the holds then. */
  private int recoverOwn(RedisTopic topic) {
    long alone = topic.dequeueLock.writeLock();
    try {
      // Read before the list: an entry that leaves the list in between also loses its hold.
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

  /** Moves entries to the ready list's tail, newest first, so that the oldest is next. */
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
}
