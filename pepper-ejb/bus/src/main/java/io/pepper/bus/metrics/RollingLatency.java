package io.pepper.bus.metrics;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/**
 * The latencies of the last minute in six histograms of 10 s each. A histogram is created at its
 * first sample and dropped when it is over, so an idle topic costs nothing. Guarded by its owner's
 * lock.
 */
public final class RollingLatency {
  private static final int SLOTS = 6;
  private static final long SLOT_MILLIS = 10_000;
  private static final long MAX_MICROS = Duration.ofDays(8).toMillis() * 1000;
  private static final int DIGITS = 2;

  private final IntCountsHistogram[] slots = new IntCountsHistogram[SLOTS];
  private final long[] periods = new long[SLOTS];

  public void record(long nowMillis, long micros) {
    long period = nowMillis / SLOT_MILLIS;
    int slot = (int) (period % SLOTS);
    if (slots[slot] == null || periods[slot] != period) {
      slots[slot] = new IntCountsHistogram(DIGITS);
      slots[slot].setAutoResize(true);
      periods[slot] = period;
    }
    slots[slot].recordValue(Math.clamp(micros, 0, MAX_MICROS));
  }

  public Latency read(long nowMillis) {
    Histogram all = new Histogram(DIGITS);
    long oldest = nowMillis / SLOT_MILLIS - SLOTS;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (slots[slot] != null && periods[slot] > oldest) {
        all.add(slots[slot]);
      } else {
        slots[slot] = null;
      }
    }
    return all.getTotalCount() == 0 ? Latency.NONE : latency(all);
  }

  private static Latency latency(Histogram all) {
    return new Latency(
        all.getTotalCount(),
        micros(all.getValueAtPercentile(50)),
        micros(all.getValueAtPercentile(90)),
        micros(all.getValueAtPercentile(99)),
        micros(all.getMaxValue()));
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }
}
