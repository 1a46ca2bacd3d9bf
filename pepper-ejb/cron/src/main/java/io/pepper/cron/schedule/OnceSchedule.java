package io.pepper.cron.schedule;

import io.pepper.cron.schedule.calendar.Horizon;
import io.pepper.cron.schedule.words.ZoneWords;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;

/** One instant, {@code @at}. Whether it has passed already is for those who ask. */
record OnceSchedule(String text, Instant at, ZoneId zone) implements Schedule {
  /** Lower case letters do no harm; 29 February of the wrong year does. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_DATE_TIME)
          .toFormatter(Locale.ROOT)
          .withChronology(IsoChronology.INSTANCE)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Reads what follows {@code @at}. */
  static OnceSchedule parse(String text, String time, ZoneId zone) {
    // What is agreed upon and recorded of an instant is its milliseconds.
    Instant at =
        instant(time.replaceFirst("^(\\S+) +(\\d)", "$1T$2"), zone).truncatedTo(ChronoUnit.MILLIS);
    if (at.isBefore(Horizon.START) || Horizon.isBeyond(at)) {
      throw invalid("'" + time + "' is too far away: use a time from 1900 to 2199");
    }
    return new OnceSchedule(text, at, zone);
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return after.isBefore(at) ? Optional.of(at) : Optional.empty();
  }

  @Override
  public String words() {
    return "once, at "
        + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone))
        + ZoneWords.in(zone);
  }

  private static Instant instant(String time, ZoneId zone) {
    try {
      TemporalAccessor parsed = ISO.parseBest(time, ZonedDateTime::from, LocalDateTime::from);
      return switch (parsed) {
        case ZonedDateTime zoned -> zoned.toInstant();
        case LocalDateTime local -> instant(local, zone);
        default -> throw new DateTimeException("neither with a zone nor without one");
      };
    } catch (DateTimeException e) {
      throw invalid(
          "'%s' is not a time: write it as in 2030-01-31T09:00:00 (in the job's zone), 2030-01-31T09:00:00Z or 2030-01-31T09:00:00+01:00"
              .formatted(time));
    }
  }

  /**
   * Returns the instant of a local time: for a skipped time the end of its gap, for a repeated one
   * the first, as in cron expressions.
   */
  private static Instant instant(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : local.atZone(zone).toInstant();
  }

  private static InvalidScheduleException invalid(String problem) {
    return new InvalidScheduleException("@at", problem);
  }
}
