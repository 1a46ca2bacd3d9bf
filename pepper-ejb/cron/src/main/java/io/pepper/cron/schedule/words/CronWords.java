package io.pepper.cron.schedule.words;

import io.pepper.cron.schedule.calendar.CalendarDays;
import io.pepper.cron.schedule.calendar.TimesOfDay;
import java.time.ZoneId;

/** The meaning of a cron expression in English. */
public final class CronWords {
  private CronWords() {}

  /** Returns a phrase such as {@code at 02:30 on weekdays in Europe/Berlin}. */
  public static String of(TimesOfDay timesOfDay, CalendarDays calendarDays, ZoneId zone) {
    TimeWords times = new TimeWords(timesOfDay);
    DayWords days = new DayWords(calendarDays);
    if (times.areTheSameAllDay() && days.isEveryDay()) {
      return times.toString();
    }
    String everyDay = times.isList() && days.isEveryDayOfItsMonths() ? " every day" : "";
    return times + everyDay + days.restriction() + ZoneWords.in(zone);
  }
}
