package io.pepper.store.redis;

import io.lettuce.core.protocol.CommandType;
import io.pepper.job.Job;
import io.pepper.job.JobJson;
import io.pepper.store.JobStore.Append;
import io.pepper.store.redis.connection.RespArguments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The write of one caller, in one or two steps: the second is sent only when Redis has confirmed
 * the first, so that a refused step never loses a job. Completes with the replies of the last step.
 */
final class RedisWrite extends CompletableFuture<long[]> {
  /** The content of one command. */
  sealed interface Step permits Part, AtomicGroup {
    int bytes();
  }

  /** Parts that Redis carries out all or not at all; their replies follow one another. */
  record AtomicGroup(List<Part> parts) implements Step {
    @Override
    public int bytes() {
      return (int) Math.min(Integer.MAX_VALUE, RedisWrite.bytes(parts));
    }
  }

  /**
   * One command, or a part of one that several callers share.
   *
   * @param values encoded bulk strings
   * @param count the number of values
   */
  record Part(CommandType type, byte[] key, byte[] values, int count) implements Step {
    @Override
    public int bytes() {
      return values.length;
    }

    /** Returns a push of jobs to the head of a list. */
    static Part push(byte[] list, List<Job> jobs) {
      return new Part(CommandType.LPUSH, list, RespArguments.bulks(jobs), jobs.size());
    }

    /** Returns a push of an entry to the tail of a list, where entries are taken. */
    static Part pushNext(byte[] list, byte[] entry) {
      return new Part(CommandType.RPUSH, list, RespArguments.bulk(entry), 1);
    }

    /** Returns the addition of a job to a sorted set, scored with its due time. */
    static Part schedule(byte[] set, Job job, Instant due) {
      byte[] values = RespArguments.pair(Long.toString(due.toEpochMilli()), JobJson.write(job));
      return new Part(CommandType.ZADD, set, values, 2);
    }

    /** Returns the removal of an entry from a list. */
    static Part remove(byte[] list, byte[] entry) {
      // From the tail: what was taken first is usually finished first.
      return new Part(CommandType.LREM, list, RespArguments.pair("-1", entry), 2);
    }
  }

  /** The memory of a waiting write without its bytes, roughly. */
  private static final int OVERHEAD_BYTES = 200;

  final long startedAt = System.nanoTime();
  final int size;
  private final List<? extends Step> second;
  private List<? extends Step> current;

  RedisWrite(List<? extends Step> first, List<Part> second) {
    this.second = second;
    this.current = first;
    this.size = (int) Math.min(Integer.MAX_VALUE, OVERHEAD_BYTES + bytes(first) + bytes(second));
  }

  /** Returns a write that pushes jobs. */
  static RedisWrite pushes(List<Append> entries, RedisTopics topics) {
    List<Part> parts = new ArrayList<>(entries.size());
    for (Append entry : entries) {
      parts.add(Part.push(topics.of(entry.topic()).ready, entry.jobs()));
    }
    return new RedisWrite(parts, List.of());
  }

  List<? extends Step> steps() {
    return current;
  }

  /** Moves on to the second step; returns false if there is none left. */
  boolean advance() {
    if (current == second || second.isEmpty()) {
      return false;
    }
    current = second;
    return true;
  }

  private static long bytes(List<? extends Step> steps) {
    long sum = 0;
    for (Step step : steps) {
      sum += step.bytes();
    }
    return sum;
  }
}
