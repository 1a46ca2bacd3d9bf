package io.pepper.bus.accept;

import io.pepper.job.JobId;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The generator of job ids, unique and increasing on this node, also when the clock steps back or
 * more than 16,384 are needed in one millisecond (docs/protocol.md, Ids). Safe for any number of
 * threads.
 */
public final class JobIdGenerator {
  /** The number of worker ids: an id has ten bits for them. */
  public static final int WORKER_IDS = 1024;

  private static final long EPOCH_MILLIS = JobId.EPOCH_MILLIS;
  private static final int SEQUENCE_BITS = 14;
  private static final int WORKER_ID_SHIFT = SEQUENCE_BITS;
  private static final int MILLIS_SHIFT = 24;
  private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;
  private static final long VERSION = 1L << 63;

  private final Clock clock;
  private final long workerIdBits;
  private final AtomicLong last = new AtomicLong();

  /**
   * Creates a generator.
   *
   * @param workerId 0 to 1023, different on every node that shares a store
   */
  public JobIdGenerator(Clock clock, int workerId) {
    if (workerId < 0 || workerId >= WORKER_IDS) {
      throw new IllegalArgumentException("the worker id must be 0 to 1023, not " + workerId);
    }
    this.clock = clock;
    this.workerIdBits = (long) workerId << WORKER_ID_SHIFT;
  }

  /** Returns the next id. */
  public JobId next() {
    return id(reserve(1));
  }

  /**
   * Returns consecutive ids.
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

  /** Reserves ticks: time and sequence as one number, so a full millisecond overflows. */
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
    return new JobId(VERSION | millis << MILLIS_SHIFT | workerIdBits | tick & SEQUENCE_MASK);
  }
}
