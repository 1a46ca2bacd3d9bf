package io.pepper.cron.schedule.words;

import io.pepper.cron.schedule.calendar.Bits;
import io.pepper.cron.schedule.calendar.CalendarDays;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The days of a cron expression in English. */
final class DayWords {
  private static final long WEEKDAYS = Bits.range(1, 5, 1);
  private static final int SUNDAY = 0;

  private final CalendarDays days;
  private final boolean anyDate;
  private final boolean anyWeekday;
  private final boolean anyMonth;

  DayWords(CalendarDays days) {
    this.days = days;
    anyDate = days.daysOfMonth() == CalendarDays.ALL_DATES;
    anyWeekday = days.daysOfWeek() == CalendarDays.ALL_WEEKDAYS;
    anyMonth = days.months() == CalendarDays.ALL_MONTHS;
  }

  boolean isEveryDay() {
    return anyMonth && isEveryDayOfItsMonths();
  }

  /** Returns the phrase for the days; empty for every day of the year. */
  String restriction() {
    if (isEveryDayOfItsMonths()) {
      return months();
    }
    if (anyDate) {
      return " on " + weekdays() + months();
    }
    if (!anyWeekday) {
      return days.both()
          ? " on " + weekdays() + " that fall on " + dates() + " of the month" + months()
          : " on " + dates() + " of the month and also on " + weekdays() + commaMonths();
    }
    boolean oneDate = count(days.daysOfMonth()) == 1 && count(days.months()) == 1;
    return oneDate
        ? " on %d %s".formatted(Bits.first(days.daysOfMonth()), month(Bits.first(days.months())))
        : " on " + dates() + " of the month" + commaMonths();
  }

  boolean isEveryDayOfItsMonths() {
    return days.both() ? anyDate && anyWeekday : anyDate || anyWeekday;
  }

  private String dates() {
    return (count(days.daysOfMonth()) == 1 ? "day " : "days ")
        + EnglishList.of(days.daysOfMonth(), Integer::toString);
  }

  /** Lists the weekdays, from Monday to Sunday. */
  private String weekdays() {
    if (days.daysOfWeek() == WEEKDAYS) {
      return "weekdays";
    }
    List<String> names =
        IntStream.rangeClosed(1, 7)
            .filter(day -> Bits.contains(days.daysOfWeek(), day == 7 ? SUNDAY : day))
            .mapToObj(day -> DayOfWeek.of(day).getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s")
            .toList();
    return EnglishList.of(names);
  }

  private String months() {
    return anyMonth ? "" : " in " + EnglishList.of(days.months(), DayWords::month);
  }

  private String commaMonths() {
    return anyMonth ? "" : "," + months();
  }

  private static String month(int number) {
    return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static int count(long bits) {
    return Long.bitCount(bits);
  }
}
