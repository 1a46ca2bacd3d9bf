package io.pepper.bus.metrics;

/**
 * The attempts of the last minutes that succeeded and failed, in six slots of a minute each.
 * Guarded by its owner's lock.
 */
final class RecentOutcomes {
  private static final int SLOTS = 6;
  private static final long SLOT_MILLIS = 60_000;

  private final long[] minutes = new long[SLOTS];
  private final long[] succeeded = new long[SLOTS];
  private final long[] failed = new long[SLOTS];
  private long latest = -1;
  private boolean latestFailed;

  void add(long nowMillis, int jobs, boolean isFailure) {
    long minute = nowMillis / SLOT_MILLIS;
    int slot = (int) (minute % SLOTS);
    if (minutes[slot] != minute) {
      minutes[slot] = minute;
      succeeded[slot] = 0;
      failed[slot] = 0;
    }
    (isFailure ? failed : succeeded)[slot] += jobs;
    latest = minute;
    latestFailed = isFailure;
  }

  long succeeded(long nowMillis) {
    return isRecent(nowMillis) ? sum(succeeded, nowMillis) : latest >= 0 && !latestFailed ? 1 : 0;
  }

  long failed(long nowMillis) {
    return isRecent(nowMillis) ? sum(failed, nowMillis) : latest >= 0 && latestFailed ? 1 : 0;
  }

  private boolean isRecent(long nowMillis) {
    return latest > nowMillis / SLOT_MILLIS - SLOTS;
  }

  private long sum(long[] counts, long nowMillis) {
    long oldest = nowMillis / SLOT_MILLIS - SLOTS;
    long sum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (minutes[slot] > oldest) {
        sum += counts[slot];
      }
    }
    return sum;
  }
}
