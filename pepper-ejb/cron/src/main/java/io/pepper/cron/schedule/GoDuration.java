package io.pepper.cron.schedule;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them, and days: {@code 1h30m}, {@code 1.5s}, {@code 1d}. */
final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h|d)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private GoDuration() {}

  /**
   * Returns the duration in nanoseconds, exact and of any size.
   *
   * @throws InvalidScheduleException if the text is no duration
   */
  static BigDecimal nanos(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String rest = signed ? text.substring(1) : text;
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(rest);
    int end = 0;
    while (end < rest.length() && part.region(end, rest.length()).lookingAt()) {
      sum = sum.add(new BigDecimal(part.group(1)).multiply(nanosOf(part.group(2))));
      end = part.end();
    }
    if (end < rest.length() || rest.isEmpty()) {
      throw new InvalidScheduleException(
          "@every",
          "'%s' is not a duration: write numbers with units, as in 90s, 1h30m or 7d; the units are ns, us, ms, s, m, h, d"
              .formatted(text));
    }
    return text.startsWith("-") ? sum.negate() : sum;
  }

  private static BigDecimal nanosOf(String unit) {
    return BigDecimal.valueOf(NANOS.get(unit));
  }
}
