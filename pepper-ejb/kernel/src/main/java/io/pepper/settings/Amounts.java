package io.pepper.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times such as {@code PT5S}, {@code 5s}, {@code 200ms} and sizes such as {@code 64KiB}. */
final class Amounts {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15})\\s*([a-zA-Z]*)");

  private Amounts() {}

  static Optional<Duration> duration(String text) {
    Matcher brief = NUMBER_AND_UNIT.matcher(text);
    if (brief.matches()) {
      return shortDuration(Long.parseLong(brief.group(1)), brief.group(2));
    }
    try {
      return Optional.of(Duration.parse(text)).filter(d -> !d.isNegative());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> shortDuration(long number, String unit) {
    return switch (unit) {
      case "ms" -> Optional.of(Duration.ofMillis(number));
      case "s" -> Optional.of(Duration.ofSeconds(number));
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      case "d" -> number <= 100_000_000 ? Optional.of(Duration.ofDays(number)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  static Optional<Long> bytes(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int shift = shiftOf(matcher.group(2).toLowerCase(Locale.ROOT));
    long number = Long.parseLong(matcher.group(1));
    return shift < 0 || number > Long.MAX_VALUE >> shift
        ? Optional.empty()
        : Optional.of(number << shift);
  }

  private static int shiftOf(String unit) {
    return switch (unit) {
      case "", "b" -> 0;
      case "k", "kb", "kib" -> 10;
      case "m", "mb", "mib" -> 20;
      case "g", "gb", "gib" -> 30;
      default -> -1;
    };
  }
}
