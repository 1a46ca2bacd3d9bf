package io.pepper.cron.schedule;

import static io.pepper.cron.schedule.CronField.DAY_OF_MONTH;
import static io.pepper.cron.schedule.CronField.DAY_OF_WEEK;
import static io.pepper.cron.schedule.CronField.HOUR;
import static io.pepper.cron.schedule.CronField.MINUTE;
import static io.pepper.cron.schedule.CronField.MONTH;
import static io.pepper.cron.schedule.CronField.SECOND;
import static io.pepper.cron.schedule.CronField.UNIX_DAY_OF_WEEK;

import io.pepper.cron.schedule.calendar.Bits;
import io.pepper.cron.schedule.calendar.CalendarDays;
import io.pepper.cron.schedule.calendar.TimesOfDay;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The reader of cron expressions. */
final class CronReader {
  private static final List<CronField> SECONDS_FIRST =
      List.of(SECOND, MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK);
  private static final List<CronField> UNIX =
      List.of(MINUTE, HOUR, DAY_OF_MONTH, MONTH, UNIX_DAY_OF_WEEK);

  private CronReader() {}

  /**
   * @param text what the schedule was written as
   * @param expression the fields it stands for
   */
  static CronSchedule read(
      String text, String expression, Dialect dialect, Grammar grammar, ZoneId zone) {
    String[] parts = expression.strip().split("\\s+");
    Map<CronField, FieldValues> fields = new EnumMap<>(CronField.class);
    List<CronField> order = order(parts.length, dialect);
    for (int i = 0; i < parts.length; i++) {
      fields.put(order.get(i), FieldValues.parse(order.get(i), parts[i], grammar));
    }
    FieldValues second = fields.getOrDefault(SECOND, new FieldValues(1, false));
    FieldValues hour = fields.get(HOUR);
    FieldValues dayOfMonth = fields.get(DAY_OF_MONTH);
    FieldValues dayOfWeek =
        fields.getOrDefault(order.getLast(), new FieldValues(DAY_OF_WEEK.all(), true));
    TimesOfDay times = new TimesOfDay(second.bits(), fields.get(MINUTE).bits(), hour.bits());
    CalendarDays days =
        new CalendarDays(
            dayOfMonth.bits(),
            fields.get(MONTH).bits(),
            dayOfWeek.bits(),
            dayOfMonth.star() || dayOfWeek.star());
    if (!days.everMatch()) {
      throw DAY_OF_MONTH.invalid(
          "none of the given months has day %d, so it would never fire: use an earlier day"
              .formatted(Bits.first(dayOfMonth.bits())));
    }
    return new CronSchedule(text, zone, times, days, hour.star() || times.inEveryHour());
  }

  /** Returns whether these are the five fields of a crontab's schedule. */
  static boolean isUnix(List<String> fields) {
    try {
      for (int i = 0; i < UNIX.size(); i++) {
        FieldValues.parse(UNIX.get(i), fields.get(i), Grammar.of(Dialect.UNIX));
      }
      return true;
    } catch (InvalidScheduleException e) {
      return false;
    }
  }

  private static List<CronField> order(int fields, Dialect dialect) {
    boolean unix = dialect == Dialect.UNIX || dialect == Dialect.AUTO && fields == 5;
    if (fields == 5 || fields == 6 && !unix) {
      return unix ? UNIX : SECONDS_FIRST;
    }
    String allowed =
        dialect == Dialect.UNIX
            ? "use 5 fields: minute hour day-of-month month day-of-week"
            : "use 5 to 6 fields; six are second minute hour day-of-month month day-of-week";
    throw new InvalidScheduleException("schedule", "has %d fields: %s".formatted(fields, allowed));
  }
}
