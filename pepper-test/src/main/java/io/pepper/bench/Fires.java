package io.pepper.bench;

import io.pepper.bench.Arrivals.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What became of the occurrences of a stretch of time, as seen where they arrive. */
final class Fires {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Samples lateness = new Samples();
  private long missed;
  private long twice;

  /**
   * @param jobs each fires once a second
   * @param due when an arrival should have come
   */
  static Fires of(
      List<Arrival> arrivals,
      int jobs,
      Instant from,
      Duration length,
      Function<Arrival, Instant> due) {
    Fires fires = new Fires();
    Map<String, Integer> seen = new HashMap<>();
    Instant end = from.plus(length);
    for (Arrival arrival : arrivals) {
      if (!arrival.nominal().isBefore(from) && arrival.nominal().isBefore(end)) {
        if (seen.merge(arrival.job() + arrival.nominal(), 1, Integer::sum) > 1) {
          fires.twice++;
        } else {
          long late = Duration.between(due.apply(arrival), arrival.at()).toNanos();
          fires.lateness.add(late / NANOS_PER_MILLI);
        }
      }
    }
    fires.missed = jobs * length.toSeconds() - seen.size();
    return fires;
  }

  /** In milliseconds, of each occurrence that came. */
  Samples lateness() {
    return lateness;
  }

  /** Occurrences that had not come when it was looked. */
  long missed() {
    return missed;
  }

  /** Arrivals of occurrences that had come before. */
  long twice() {
    return twice;
  }
}
