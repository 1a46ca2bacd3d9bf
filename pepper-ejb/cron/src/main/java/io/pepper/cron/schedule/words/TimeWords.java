package io.pepper.cron.schedule.words;

import io.pepper.cron.schedule.calendar.Bits;
import io.pepper.cron.schedule.calendar.TimesOfDay;
import java.util.ArrayList;
import java.util.List;

/** The times of day of a cron expression in English. */
final class TimeWords {
  private static final int MAX_TIMES = 6;

  private final TimesOfDay times;
  private final boolean onTheMinute;
  private final boolean everyMinute;

  TimeWords(TimesOfDay times) {
    this.times = times;
    onTheMinute = times.seconds() == 1;
    everyMinute = times.minutes() == TimesOfDay.ALL_SIXTY;
  }

  /** Returns whether the times are few enough to be given one by one. */
  boolean isList() {
    return count(times.seconds()) * count(times.minutes()) * count(times.hours()) <= MAX_TIMES;
  }

  /**
   * Returns whether the same happens throughout the day, so that it does not matter when days
   * begin.
   */
  boolean areTheSameAllDay() {
    return isEveryMinuteOfTheDay() || times.inEveryHour() && !pace().isEmpty();
  }

  @Override
  public String toString() {
    if (isList()) {
      return "at " + list();
    }
    boolean oneRange = count(times.hours()) == 1 || Bits.step(times.hours()) == 1;
    String pace = pace();
    if (!pace.isEmpty() && (times.inEveryHour() || oneRange)) {
      return pace + (times.inEveryHour() ? "" : range());
    }
    boolean oncePerHour = count(times.seconds()) == 1 && count(times.minutes()) == 1;
    if (oncePerHour && !times.inEveryHour() && Bits.step(times.hours()) > 0) {
      int step = Bits.step(times.hours());
      return (step == 1 ? "every hour" : "every " + step + " hours") + range();
    }
    return fieldByField();
  }

  /** Returns how often it fires while the hour matches, if that is even; otherwise empty. */
  private String pace() {
    if (!onTheMinute) {
      return everyMinute ? pace("second", times.seconds()) : "";
    }
    return times.minutes() == 1 && times.inEveryHour()
        ? "every hour"
        : pace("minute", times.minutes());
  }

  private static String pace(String unit, long bits) {
    int step = Bits.step(bits);
    if (step == 0 || Bits.first(bits) != 0 || 60 % step != 0 || Bits.last(bits) + step != 60) {
      return "";
    }
    return step == 1 ? "every " + unit : "every %d %ss".formatted(step, unit);
  }

  private String range() {
    return " from %s through %s"
        .formatted(
            time(
                Bits.first(times.hours()),
                Bits.first(times.minutes()),
                Bits.first(times.seconds())),
            time(Bits.last(times.hours()), Bits.last(times.minutes()), Bits.last(times.seconds())));
  }

  private String list() {
    List<String> all =
        Bits.values(times.hours())
            .boxed()
            .flatMap(hour ->
                Bits.values(times.minutes())
                    .boxed()
                    .flatMap(minute ->
                        Bits.values(times.seconds())
                            .mapToObj(second -> time(hour, minute, second))))
            .toList();
    return EnglishList.of(all);
  }

  private String fieldByField() {
    List<String> parts = new ArrayList<>();
    if (!onTheMinute) {
      String pace = pace("second", times.seconds());
      parts.add(pace.isEmpty() ? "at " + named("second", times.seconds()) : pace);
    }
    String minutes = everyMinute ? "every minute" : named("minute", times.minutes());
    parts.add(onTheMinute && !everyMinute ? "at " + minutes : minutes);
    if (!isEveryMinuteOfTheDay()) {
      parts.add(times.inEveryHour() ? "every hour" : named("hour", times.hours()));
    }
    return String.join(" of ", parts);
  }

  private boolean isEveryMinuteOfTheDay() {
    return everyMinute && times.inEveryHour();
  }

  private static String named(String unit, long bits) {
    return unit + (count(bits) == 1 ? " " : "s ") + EnglishList.of(bits, Integer::toString);
  }

  private String time(int hour, int minute, int second) {
    return onTheMinute
        ? "%02d:%02d".formatted(hour, minute)
        : "%02d:%02d:%02d".formatted(hour, minute, second);
  }

  private static int count(long bits) {
    return Long.bitCount(bits);
  }
}
