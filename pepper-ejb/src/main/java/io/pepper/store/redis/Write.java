package io.pepper.store.redis;

import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What one caller wants written, in one or two steps: the second is sent only when Redis has
 * confirmed the first, so that a refused step never loses a job.
 */
final class Write extends CompletableFuture<long[]> {
  /**
   * One command, or a part of one that several callers share.
   *
   * @param values encoded bulk strings
   * @param count how many
   */
  record Part(CommandType type, byte[] key, byte[] values, int count) {
    static Part remove(byte[] list, byte[] entry) {
      // From the tail: what was taken first is usually finished first.
      return new Part(CommandType.LREM, list, Resp.pair("-1", entry), 2);
    }
  }

  /** Roughly what a waiting write costs beside its bytes. */
  private static final int OVERHEAD = 200;

  final long startedAt = System.nanoTime();
  final int size;
  private final List<Part> second;
  private List<Part> now;

  Write(List<Part> first, List<Part> second) {
    this.second = second;
    this.now = first;
    this.size = (int) Math.min(Integer.MAX_VALUE, OVERHEAD + bytes(first) + bytes(second));
  }

  List<Part> parts() {
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

  private static long bytes(List<Part> parts) {
    long sum = 0;
    for (Part part : parts) {
      sum += part.values().length;
    }
    return sum;
  }
}
