package io.pepper.cron.schedule;

import io.pepper.cron.schedule.calendar.Bits;
import java.util.List;
import java.util.Locale;

/** A field of a cron expression with the values that may stand in it. */
enum CronField {
  SECOND("second", 0, 59),
  MINUTE("minute", 0, 59),
  HOUR("hour", 0, 23),
  DAY_OF_MONTH("day of month", 1, 31),
  MONTH(
      "month", 1, 12, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
      "nov", "dec"),
  DAY_OF_WEEK("day of week", 0, 6, 6, "sun", "mon", "tue", "wed", "thu", "fri", "sat"),
  /** Sunday may also be 7, which no open end reaches: {@code 1/2} is 1, 3, 5. */
  UNIX_DAY_OF_WEEK("day of week", 0, 6, 7, "sun", "mon", "tue", "wed", "thu", "fri", "sat");

  /**
   * The most digits of a number: more than any value or useful step has, and few enough for an int.
   */
  private static final int MAX_DIGITS = 9;

  final String title;
  final int min;
  final int max;
  private final int maxAccepted;
  private final List<String> names;

  CronField(String title, int least, int most) {
    this(title, least, most, most);
  }

  CronField(String title, int least, int most, int accepted, String... names) {
    this.title = title;
    this.min = least;
    this.max = most;
    this.maxAccepted = accepted;
    this.names = List.of(names);
  }

  /** Returns the values that {@code *} stands for. */
  long all() {
    return Bits.range(min, max, 1);
  }

  /** Reads a number or name in the field's range. */
  int value(String text) {
    int at = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (at >= 0) {
      return min + at;
    }
    if (!isNumber(text)) {
      throw invalid("'%s' is not a value: use %s%s".formatted(text, allowed(), hint(text)));
    }
    int value = Integer.parseInt(text);
    if (value < min || value > maxAccepted) {
      throw invalid(
          "%d is too %s: use %s".formatted(value, value < min ? "small" : "large", allowed()));
    }
    return value;
  }

  int step(String text) {
    if (!isNumber(text) || Integer.parseInt(text) == 0) {
      throw invalid("step '%s' must be a whole number above 0, as in */5".formatted(text));
    }
    return Integer.parseInt(text);
  }

  InvalidScheduleException invalid(String problem) {
    return new InvalidScheduleException(title, problem);
  }

  /** Returns whether a text is a number; a plus sign is accepted as in the original. */
  private static boolean isNumber(String text) {
    String digits = text.startsWith("+") ? text.substring(1) : text;
    return !digits.isEmpty()
        && digits.length() <= MAX_DIGITS
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private String allowed() {
    String numbers = min + " to " + maxAccepted;
    String sunday = maxAccepted > max ? " (0 and 7 are Sunday)" : " (0 is Sunday)";
    if (names.isEmpty()) {
      return numbers;
    }
    return "%s%s or %s to %s"
        .formatted(numbers, this == MONTH ? "" : sunday, names.getFirst(), names.getLast());
  }

  private static String hint(String text) {
    if (text.matches("(?i)(\\w*[LW]|\\w+#\\w+)")) {
      return "; L, W and # are not supported";
    }
    return text.matches("(?i)H.*|.*~.*") ? "; to spread jobs, give them a jitter" : "";
  }
}
