package io.pepper.cron.schedule.calendar;

/**
 * The times of a day that match, each set as {@link Bits} and never empty.
 *
 * @param seconds 0 to 59
 * @param minutes 0 to 59
 * @param hours 0 to 23
 */
public record TimesOfDay(long seconds, long minutes, long hours) {
  /** All minutes, or seconds: 0 to 59. */
  public static final long ALL_SIXTY = Bits.range(0, 59, 1);

  /** The answer of {@link #atOrAfter} if no later time of the day matches. */
  public static final int NONE = -1;

  private static final long ALL_HOURS = Bits.range(0, 23, 1);

  /**
   * Returns the earliest match not before a second of the day.
   *
   * @return the second of the day, or {@link #NONE} if no more match on that day
   */
  public int atOrAfter(int secondOfDay) {
    int hour = secondOfDay / 3600;
    int minute = secondOfDay / 60 % 60;
    if (Bits.contains(hours, hour)) {
      if (Bits.contains(minutes, minute)) {
        int second = Bits.next(seconds, secondOfDay % 60);
        if (second >= 0) {
          return of(hour, minute, second);
        }
      }
      int later = Bits.next(minutes, minute + 1);
      if (later >= 0) {
        return of(hour, later, Bits.first(seconds));
      }
    }
    int later = Bits.next(hours, hour + 1);
    return later < 0 ? NONE : of(later, Bits.first(minutes), Bits.first(seconds));
  }

  public boolean inEveryHour() {
    return hours == ALL_HOURS;
  }

  private static int of(int hour, int minute, int second) {
    return (hour * 60 + minute) * 60 + second;
  }
}
