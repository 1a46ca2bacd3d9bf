package io.pepper.bus.metrics;

/** The counts per second of the last minute. Guarded by its owner's lock. */
final class RollingRate {
  private static final int SECONDS = 64;
  private final int[] counts = new int[SECONDS];
  private final long[] seconds = new long[SECONDS];

  void add(long nowMillis, int count) {
    long second = nowMillis / 1000;
    int slot = (int) (second % SECONDS);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot] += count;
  }

  /** Returns the mean of the last full seconds, without the present one. */
  double perSecond(long nowMillis, int overSeconds) {
    long present = nowMillis / 1000;
    long sum = 0;
    for (int slot = 0; slot < SECONDS; slot++) {
      if (seconds[slot] < present && seconds[slot] >= present - overSeconds) {
        sum += counts[slot];
      }
    }
    return (double) sum / overSeconds;
  }
}
