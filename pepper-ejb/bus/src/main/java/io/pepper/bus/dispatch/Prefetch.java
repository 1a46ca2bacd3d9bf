package io.pepper.bus.dispatch;

/**
 * The number of jobs to fetch ahead for free workers: as many as the workers finish in 10 ms, so
 * that none waits for the store while jobs flow, and slow jobs are left to other nodes. Bounded in
 * number and bytes. The means are written without a lock: a lost sample does no harm.
 */
final class Prefetch {
  static final int MAX_JOBS = 512;
  private static final long AHEAD_NANOS = 10_000_000;
  private static final long MAX_BYTES = 8 << 20;
  private static final int WEIGHT = 16;

  private volatile long meanNanos = AHEAD_NANOS;
  private volatile long meanJobNanos = AHEAD_NANOS;
  private volatile long meanBytes = 1024;

  /** Adds a sample to the means: time of a delivery, its jobs, mean bytes of its jobs. */
  void observe(long nanos, int jobs, long bytes) {
    meanNanos = mean(meanNanos, nanos);
    meanJobNanos = mean(meanJobNanos, nanos / jobs);
    meanBytes = mean(meanBytes, bytes);
  }

  private static long mean(long before, long sample) {
    return Math.max(1, before + (sample - before) / WEIGHT);
  }

  /** Returns the number of jobs to hold beyond those that workers have; at least 1. */
  int jobsAhead(int workers, BatchRule batches) {
    int batch = batches.limit();
    long wanted =
        batches.adaptive()
            ? Math.max(batch, Math.ceilDiv(workers * AHEAD_NANOS, meanJobNanos))
            : Math.ceilDiv(workers * AHEAD_NANOS, meanNanos) * batch;
    long most = Math.min(Math.max(MAX_JOBS, batch), MAX_BYTES / meanBytes);
    return (int) Math.clamp(wanted, 1, Math.max(1, most));
  }
}
