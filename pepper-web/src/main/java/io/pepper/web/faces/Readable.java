package io.pepper.web.faces;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures as people read them: three digits and a unit. */
public final class Readable {
  private static final String NOTHING = "–";
  private static final int EXCERPT = 800;

  private Readable() {}

  /** Returns the beginning of a text that may be long: a page shows many of them. */
  public static String excerpt(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }

  /** Returns a count: {@code 950}, {@code 18,234}, {@code 1.25 M}. */
  public static String count(long count) {
    return count < 1_000_000
        ? String.format(Locale.ROOT, "%,d", count)
        : String.format(Locale.ROOT, "%.2f M", count / 1e6);
  }

  /** Returns the shortage of php-fpm children: {@code 5 children, 10 workers wanted}. */
  public static String shortage(int children, int workers) {
    return count(children)
        + (children == 1 ? " child, " : " children, ")
        + count(workers)
        + " workers wanted";
  }

  /** Returns a rate per second: {@code 0}, {@code 0.3}, {@code 128}. */
  public static String rate(double perSecond) {
    return perSecond > 0 && perSecond < 9.95
        ? String.format(Locale.ROOT, "%.1f", perSecond)
        : count(Math.round(perSecond));
  }

  /**
   * Returns the durations of attempts, rising, in one unit: {@code 8 / 120 / 950 ms}, {@code 0.2 /
   * 4.1 / 12.0 s}.
   */
  public static String latencies(Duration... times) {
    boolean inMillis = times[times.length - 1].toMillis() < 10_000;
    return Arrays.stream(times)
            .map(time -> inMillis ? millis(time) : seconds(time))
            .collect(Collectors.joining(" / "))
        + (inMillis ? " ms" : " s");
  }

  private static String millis(Duration time) {
    return time.toMillis() < 1 ? "<1" : count(time.toMillis());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
  }

  /**
   * Returns the age of a job or an event: {@code 12 s}, {@code 14 min}, {@code 5 h}, {@code 3 d}.
   */
  public static String age(Duration age) {
    long seconds = age.toSeconds();
    if (age.isZero()) {
      return NOTHING;
    }
    if (seconds < 1) {
      return "<1 s";
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /**
   * Returns how long something took: {@code <1 ms}, {@code 350 ms}, {@code 12.3 s}, {@code 14 min 5
   * s}.
   */
  public static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 1) {
      return millis(span) + " ms";
    }
    if (seconds < 120) {
      return seconds(span) + " s";
    }
    return seconds < 7200
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
