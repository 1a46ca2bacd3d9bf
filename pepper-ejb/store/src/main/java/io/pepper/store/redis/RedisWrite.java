package io.pepper.store.redis;

import io.lettuce.core.protocol.CommandType;
import io.pepper.store.redis.connection.RespArguments;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What one caller wants written, in one or two steps: the second is sent only when Redis has
 * confirmed the first, so that a refused step never loses a job.
 */
final class RedisWrite extends CompletableFuture<long[]> {
  /** What one command carries. */
  sealed interface Step permits Part, AtomicGroup {
    int bytes();
  }

  /** Parts that are carried out all or not at all, and whose replies follow one another. */
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
   * @param count how many
   */
  record Part(CommandType type, byte[] key, byte[] values, int count) implements Step {
    @Override
    public int bytes() {
      return values.length;
    }

    static Part remove(byte[] list, byte[] entry) {
      // From the tail: what was taken first is usually finished first.
      return new Part(CommandType.LREM, list, RespArguments.pair("-1", entry), 2);
    }
  }

  /** Roughly what a waiting write costs beside its bytes. */
  private static final int OVERHEAD = 200;

  final long startedAt = System.nanoTime();
  final int size;
  private final List<? extends Step> second;
  private List<? extends Step> now;

  RedisWrite(List<? extends Step> first, List<Part> second) {
    this.second = second;
    this.now = first;
    this.size = (int) Math.min(Integer.MAX_VALUE, OVERHEAD + bytes(first) + bytes(second));
  }

  List<? extends Step> steps() {
    return now;
  }

  /** Whether there is a second step, which is due now. */
  boolean advance() {
    if (now == second || second.isEmpty()) {
      return false;
    }
    now = second;
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
