package io.pepper.cron.schedule.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The meaning of {@code @every} in English, with the origin of its grid where that is not plain.
 */
public final class EveryWords {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private EveryWords() {}

  public static String of(Duration period) {
    String pace = "every " + amount(period);
    if (divides(period, HOUR)) {
      return pace;
    }
    if (divides(period, DAY)) {
      return pace + (period.equals(DAY) ? " at 00:00 UTC" : ", counted from 00:00 UTC");
    }
    if (divides(DAY.multipliedBy(7), period)) {
      return pace + ", on Mondays at 00:00 UTC";
    }
    return pace + ", counted from 0001-01-01T00:00Z";
  }

  private static boolean divides(Duration part, Duration whole) {
    return whole.toNanos() % part.toNanos() == 0;
  }

  /** Returns an amount such as {@code minute}, {@code 2 hours 30 minutes}. */
  private static String amount(Duration period) {
    String text = counted(period);
    boolean single = text.startsWith("1 ") && text.indexOf(' ', 2) < 0;
    return single ? text.substring(2) : text;
  }

  /** Returns an amount such as {@code 1 minute}; empty for zero. */
  public static String counted(Duration period) {
    List<String> amounts = new ArrayList<>();
    add(amounts, period.toDaysPart(), "day");
    add(amounts, period.toHoursPart(), "hour");
    add(amounts, period.toMinutesPart(), "minute");
    add(amounts, period.toSecondsPart(), "second");
    int nanos = period.toNanosPart();
    add(amounts, nanos / 1_000_000, "millisecond");
    add(amounts, nanos / 1000 % 1000, "microsecond");
    add(amounts, nanos % 1000, "nanosecond");
    return String.join(" ", amounts);
  }

  private static void add(List<String> amounts, long number, String unit) {
    if (number > 0) {
      amounts.add(number + " " + unit + (number == 1 ? "" : "s"));
    }
  }
}
