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
  private volatile long meanBytes = 1024;

  /** Adds a sample to the means: time of a delivery, mean bytes of its jobs. */
  void observe(long nanos, long bytes) {
    meanNanos = Math.max(1, meanNanos + (nanos - meanNanos) / WEIGHT);
    meanBytes = Math.max(1, meanBytes + (bytes - meanBytes) / WEIGHT);
  }

  /** Returns the number of jobs to hold beyond those that workers have; at least 1. */
  int jobsAhead(int workers, int batch) {
    long deliveries = Math.ceilDiv(workers * AHEAD_NANOS, meanNanos);
    long wanted = Math.min(deliveries * batch, Math.max(MAX_JOBS, batch));
    return (int) Math.max(1, Math.min(wanted, MAX_BYTES / meanBytes));
  }
}
