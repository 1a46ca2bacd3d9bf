package io.pepper.cron.schedule.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.Optional;

/**
 * The days that match, each set as {@link Bits} and never empty.
 *
 * @param daysOfMonth 1 to 31
 * @param months 1 to 12
 * @param daysOfWeek 0, Sunday, to 6
 * @param both whether day of month and day of week must match, or else either
 */
public record CalendarDays(long daysOfMonth, long months, long daysOfWeek, boolean both) {
  /** All days of a month: 1 to 31. */
  public static final long ALL_DATES = Bits.range(1, 31, 1);

  /** All months: 1 to 12. */
  public static final long ALL_MONTHS = Bits.range(1, 12, 1);

  /** All days of the week: 0, Sunday, to 6. */
  public static final long ALL_WEEKDAYS = Bits.range(0, 6, 1);

  /** The days of a month on which a weekday that is the first of the month recurs, minus one. */
  private static final long WEEKS = 1L | 1L << 7 | 1L << 14 | 1L << 21 | 1L << 28;

  private static final long WEEK = 0x7F;

  /** Returns the earliest match not before the date; empty if there is none within the horizon. */
  public Optional<LocalDate> atOrAfter(LocalDate date) {
    int day = date.getDayOfMonth();
    int month = date.getMonthValue();
    for (int year = date.getYear(); year <= Horizon.LAST_YEAR; year++) {
      for (int at = Bits.next(months, month); at >= 0; at = Bits.next(months, at + 1)) {
        int found = Bits.next(matches(year, at), at == month ? day : 1);
        if (found >= 0) {
          return Optional.of(LocalDate.of(year, at, found));
        }
      }
      month = 1;
      day = 1;
    }
    return Optional.empty();
  }

  /** Returns whether any date matches. Every date falls on every day of the week in some year. */
  public boolean everMatch() {
    return !both
        || Bits.values(months)
            .anyMatch(month -> Bits.first(daysOfMonth) <= Month.of(month).maxLength());
  }

  private long matches(int year, int month) {
    YearMonth in = YearMonth.of(year, month);
    int first = in.atDay(1).getDayOfWeek().getValue() % 7;
    long week = (daysOfWeek >>> first | daysOfWeek << 7 - first) & WEEK;
    long weekly = week * WEEKS << 1;
    long days = both ? daysOfMonth & weekly : daysOfMonth | weekly;
    return days & Bits.range(1, in.lengthOfMonth(), 1);
  }
}
