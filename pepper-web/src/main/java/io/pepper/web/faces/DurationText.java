package io.pepper.web.faces;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of durations as people write them, such as {@code 1h 30m}. */
public final class DurationText {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,6})d)?\\s*(?:(\\d{1,8})h)?\\s*(?:(\\d{1,9})m)?\\s*(?:(\\d{1,9})s)?\\s*(?:(\\d{1,9})ms)?");

  private DurationText() {}

  public static String of(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toString();
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.toString().strip();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit).append(' ');
    }
  }

  /**
   * Returns the duration as documents write it. A text that cannot be read stays as it is, to be
   * refused with its field.
   */
  public static String document(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (text.isBlank() || !form.matches()) {
      return text.strip();
    }
    return Duration.ofDays(part(form, 1))
        .plusHours(part(form, 2))
        .plusMinutes(part(form, 3))
        .plusSeconds(part(form, 4))
        .plusMillis(part(form, 5))
        .toString();
  }

  private static long part(Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }
}
