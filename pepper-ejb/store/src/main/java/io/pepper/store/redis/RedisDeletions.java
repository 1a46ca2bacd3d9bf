package io.pepper.store.redis;

import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.store.redis.connection.RedisCalls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * The deletions of waiting and dead jobs. Each job is removed by one command that names its entry:
 * what a worker, a replay or another node has moved meanwhile is not there any more and stays.
 */
final class RedisDeletions {
  /** The most jobs of one command, so that commands and replies stay small. */
  private static final int MAX_CHUNK = 500;

  private final RedisCalls calls;

  RedisDeletions(RedisCalls calls) {
    this.calls = calls;
  }

  /** Deletes the jobs with these ids that are in that state; returns how many there were. */
  int delete(RedisTopic topic, JobState state, List<JobId> ids) {
    return switch (state) {
      case READY -> removeFromList(topic.ready, ids);
      case DEAD -> removeFromList(topic.dead, ids);
      case SCHEDULED -> removeScheduled(topic, ids);
      case RUNNING -> throw new IllegalArgumentException("a running job belongs to its worker");
    };
  }

  private int removeFromList(byte[] list, List<JobId> ids) {
    Set<JobId> wanted = new HashSet<>(ids);
    List<byte[]> found = new ArrayList<>();
    long start = 0;
    List<byte[]> part;
    do {
      long from = start;
      part = calls.call(redis -> redis.lrange(list, from, from + MAX_CHUNK - 1));
      keep(part, wanted, found);
      start += part.size();
    } while (part.size() == MAX_CHUNK && !wanted.isEmpty());
    List<Future<Long>> removed = new ArrayList<>(found.size());
    for (byte[] entry : found) {
      removed.add(calls.send(redis -> redis.lrem(list, -1, entry)));
    }
    return sum(removed);
  }

  private int removeScheduled(RedisTopic topic, List<JobId> ids) {
    Set<JobId> wanted = new HashSet<>(ids);
    List<byte[]> found = new ArrayList<>();
    long start = 0;
    List<byte[]> part;
    do {
      long from = start;
      part = calls.call(redis -> redis.zrange(topic.scheduled, from, from + MAX_CHUNK - 1));
      keep(part, wanted, found);
      start += part.size();
    } while (part.size() == MAX_CHUNK && !wanted.isEmpty());
    List<Future<Long>> removed = new ArrayList<>(found.size());
    for (byte[] entry : found) {
      removed.add(calls.send(redis -> redis.zrem(topic.scheduled, entry)));
    }
    return sum(removed);
  }

  private static void keep(List<byte[]> part, Set<JobId> wanted, List<byte[]> found) {
    for (byte[] entry : part) {
      if (wanted.remove(RedisListing.idOf(entry))) {
        found.add(entry);
      }
    }
  }

  private int sum(List<Future<Long>> removed) {
    int sum = 0;
    for (Future<Long> each : removed) {
      sum += Math.toIntExact(calls.await(each));
    }
    return sum;
  }
}
