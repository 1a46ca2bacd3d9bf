package io.pepper.bus.dispatch;

/**
 * How many jobs to hold for the next free worker: as many as the workers finish in 10 ms, so that
 * none ever waits for the store while work flows, and slow jobs are left to other nodes. Bounded in
 * number and bytes. The means are written without a lock: a lost sample does no harm.
 */
final class Prefetch {
  static final int MOST_JOBS = 512;
  private static final long AHEAD_NANOS = 10_000_000;
  private static final long MOST_BYTES = 8 << 20;
  private static final int WEIGHT = 16;

  private volatile long meanNanos = AHEAD_NANOS;
  private volatile long meanBytes = 1024;

  void observe(long nanos, long bytes) {
    meanNanos = Math.max(1, meanNanos + (nanos - meanNanos) / WEIGHT);
    meanBytes = Math.max(1, meanBytes + (bytes - meanBytes) / WEIGHT);
  }

  /**
   * @return at least 1
   */
  int jobsAhead(int workers, int batch) {
    long deliveries = Math.ceilDiv(workers * AHEAD_NANOS, meanNanos);
    long wanted = Math.min(deliveries * batch, Math.max(MOST_JOBS, batch));
    return (int) Math.max(1, Math.min(wanted, MOST_BYTES / meanBytes));
  }
}
