package io.pepper.cron.schedule.calendar;

import java.time.Instant;

/** The years in which fires are sought, so that every search ends and nanoseconds fit a long. */
public final class Horizon {
  static final int LAST_YEAR = 2199;
  public static final Instant START = Instant.parse("1900-01-01T00:00:00Z");
  static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

  private Horizon() {}

  /** Returns the instant, or the start if it is earlier. */
  public static Instant clamp(Instant instant) {
    return instant.isBefore(START) ? START : instant;
  }

  public static boolean isBeyond(Instant instant) {
    return !instant.isBefore(END);
  }
}
