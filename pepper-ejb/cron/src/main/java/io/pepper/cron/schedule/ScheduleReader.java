package io.pepper.cron.schedule;

import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The reader of all kinds of schedules. */
final class ScheduleReader {
  private static final int MAX_CHARACTERS = 1000;
  private static final String EVERY = "@every ";
  private static final String AT = "@at ";
  private static final String MANUALLY = "@manually";
  private static final Pattern ZONE = Pattern.compile("(?s)(?:CRON_)?TZ=\\S+\\s.*");
  private static final Map<String, String> NAMED =
      Map.of(
          "@yearly", "0 0 0 1 1 *",
          "@annually", "0 0 0 1 1 *",
          "@monthly", "0 0 0 1 * *",
          "@weekly", "0 0 0 * * 0",
          "@daily", "0 0 0 * * *",
          "@midnight", "0 0 0 * * *",
          "@hourly", "0 0 * * * *",
          "@minutely", "0 * * * * *");

  private ScheduleReader() {}

  static boolean isNamed(String text) {
    return NAMED.containsKey(text);
  }

  static Schedule read(String given, Dialect dialect, Grammar grammar, ZoneId zone) {
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(zone, "zone");
    if (given == null || given.isBlank()) {
      throw invalid(
          "is empty: give a cron expression such as 0 30 2 * * *, or @daily, @every 5m, @at"
              + " 2030-01-31T09:00:00");
    }
    if (given.length() > MAX_CHARACTERS) {
      throw invalid("has %d characters: use %d or fewer".formatted(given.length(), MAX_CHARACTERS));
    }
    if (ZONE.matcher(given.strip()).matches()) {
      throw invalid("cannot name a zone: set the zone of the job");
    }
    try {
      return readKind(given, dialect, grammar, zone);
    } catch (InvalidScheduleException e) {
      throw CrontabHint.of(given).orElse(e);
    }
  }

  private static Schedule readKind(String given, Dialect dialect, Grammar grammar, ZoneId zone) {
    UnaryOperator<String> blanks = dialect == Dialect.SECONDS ? text -> text : String::strip;
    String text = blanks.apply(given);
    if (text.startsWith(EVERY)) {
      return EverySchedule.parse(text, blanks.apply(text.substring(EVERY.length())));
    }
    if (text.startsWith(AT)) {
      return OnceSchedule.parse(text, text.substring(AT.length()).strip(), zone);
    }
    if (text.equals(MANUALLY)) {
      return new ManualSchedule(text);
    }
    if (NAMED.containsKey(text)) {
      return CronReader.read(text, NAMED.get(text), Dialect.SECONDS, grammar, zone);
    }
    if (text.equals("@reboot")) {
      throw invalid(
          "'@reboot' is unknown: what runs at the start of a machine is for its own init, such as"
              + " systemd");
    }
    if (text.startsWith("@")) {
      throw invalid(
          "'%s' is unknown: use @yearly, @monthly, @weekly, @daily, @hourly, @minutely, @every <duration>, @at <time> or @manually, in lower case and without further blanks"
              .formatted(text));
    }
    return CronReader.read(text, text, dialect, grammar, zone);
  }

  private static InvalidScheduleException invalid(String problem) {
    return new InvalidScheduleException("schedule", problem);
  }
}
