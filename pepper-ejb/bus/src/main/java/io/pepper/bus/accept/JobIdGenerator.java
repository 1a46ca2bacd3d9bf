package io.pepper.bus.accept;

import io.pepper.job.JobId;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes job ids that are unique and increasing on this node, also when the clock steps back or more
 * than 16,384 are asked for in one millisecond ({@code spec/pepperbus.md} 2.2). Safe for any number
 * of threads.
 */
public final class JobIdGenerator {
  /** Shards that the id's ten bits can tell apart. */
  public static final int WORKER_IDS = 1024;

  private static final long EPOCH_MILLIS = JobId.EPOCH_MILLIS;
  private static final int SEQUENCE_BITS = 14;
  private static final int SHARD_SHIFT = SEQUENCE_BITS;
  private static final int MILLIS_SHIFT = 24;
  private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;
  private static final long VERSION = 1L << 63;

  private final Clock clock;
  private final long shardBits;
  private final AtomicLong last = new AtomicLong();

  /**
   * @param shard 0 to 1023, different on every node that shares a store
   */
  public JobIdGenerator(Clock clock, int shard) {
    if (shard < 0 || shard >= WORKER_IDS) {
      throw new IllegalArgumentException("shard must be 0 to 1023, not " + shard);
    }
    this.clock = clock;
    this.shardBits = (long) shard << SHARD_SHIFT;
  }

  /** The next id. */
  public JobId next() {
    return id(reserve(1));
  }

  /**
   * Ids that follow one another.
   *
   * @param count at least 1
   */
  JobId[] next(int count) {
    long first = reserve(count);
    JobId[] ids = new JobId[count];
    for (int i = 0; i < count; i++) {
      ids[i] = id(first + i);
    }
    return ids;
  }

  /** Time and sequence count as one number, so a full millisecond runs over into the next. */
  private long reserve(int count) {
    long now = clock.millis() - EPOCH_MILLIS << SEQUENCE_BITS;
    long before;
    long first;
    do {
      before = last.get();
      first = Math.max(now, before + 1);
    } while (!last.compareAndSet(before, first + count - 1));
    return first;
  }

  private JobId id(long tick) {
    long millis = tick >>> SEQUENCE_BITS;
    return new JobId(VERSION | millis << MILLIS_SHIFT | shardBits | tick & SEQUENCE_MASK);
  }
}
