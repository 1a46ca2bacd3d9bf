package io.pepper.cron.schedule;

import io.pepper.cron.schedule.calendar.CalendarDays;
import io.pepper.cron.schedule.calendar.Horizon;
import io.pepper.cron.schedule.calendar.TimesOfDay;
import io.pepper.cron.schedule.words.CronWords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A cron expression in a zone.
 *
 * @param repeats whether a local time that comes twice fires twice
 */
record CronSchedule(String text, ZoneId zone, TimesOfDay times, CalendarDays days, boolean repeats)
    implements Schedule {
  private static final long HOUR = 3600;

  /** Goes from one change of the zone's offset to the next; in between, local time is even. */
  @Override
  public Optional<Instant> next(Instant after) {
    if (Horizon.isBeyond(after)) {
      return Optional.empty();
    }
    ZoneRules rules = zone.getRules();
    Instant from = Instant.ofEpochSecond(Horizon.clamp(after).getEpochSecond() + 1);
    while (!Horizon.isBeyond(from)) {
      ZoneOffset offset = rules.getOffset(from);
      LocalDateTime earliest = LocalDateTime.ofInstant(from, offset);
      ZoneOffsetTransition entered = rules.previousTransition(from.plusNanos(1));
      if (entered != null) {
        if (entered.getInstant().equals(from) && isMadeUpFor(entered)) {
          return Optional.of(from);
        }
        if (!repeats && entered.isOverlap() && earliest.isBefore(entered.getDateTimeBefore())) {
          earliest = entered.getDateTimeBefore();
        }
      }
      Optional<Instant> fire = atOrAfter(earliest).map(local -> local.toInstant(offset));
      ZoneOffsetTransition leaving = rules.nextTransition(from);
      if (leaving == null || fire.isEmpty() || fire.get().isBefore(leaving.getInstant())) {
        return fire;
      }
      from = leaving.getInstant();
    }
    return Optional.empty();
  }

  @Override
  public String words() {
    return CronWords.of(times, days, zone);
  }

  private boolean isMadeUpFor(ZoneOffsetTransition gap) {
    boolean losesNothing = times.inEveryHour() && gap.getDuration().getSeconds() % HOUR == 0;
    return gap.isGap()
        && !losesNothing
        && atOrAfter(gap.getDateTimeBefore())
            .filter(skipped -> skipped.isBefore(gap.getDateTimeAfter()))
            .isPresent();
  }

  private Optional<LocalDateTime> atOrAfter(LocalDateTime local) {
    LocalDate date = local.toLocalDate();
    Optional<LocalDate> day = days.atOrAfter(date);
    int time = times.atOrAfter(local.toLocalTime().toSecondOfDay());
    if (day.isPresent() && day.get().equals(date) && time != TimesOfDay.NONE) {
      return Optional.of(at(date, time));
    }
    if (day.isPresent() && day.get().equals(date)) {
      day = days.atOrAfter(date.plusDays(1));
    }
    return day.map(later -> at(later, times.atOrAfter(0)));
  }

  private static LocalDateTime at(LocalDate date, int secondOfDay) {
    return date.atStartOfDay().plusSeconds(secondOfDay);
  }
}
