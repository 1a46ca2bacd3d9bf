package io.pepper.cron.schedule;

/** Says what a cron expression means. */
final class CronWords {
  private CronWords() {}

  static String of(CronSchedule schedule) {
    TimeWords times = new TimeWords(schedule.times());
    DayWords days = new DayWords(schedule.days());
    if (times.areTheSameAllDay() && days.isEveryDay()) {
      return times.toString();
    }
    String everyDay = times.isList() && days.isEveryDayOfItsMonths() ? " every day" : "";
    return times + everyDay + days.restriction() + ZoneWords.in(schedule.zone());
  }
}
