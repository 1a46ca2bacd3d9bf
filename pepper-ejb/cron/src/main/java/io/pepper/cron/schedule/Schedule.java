package io.pepper.cron.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The instants at which a job is due. Immutable, safe for any thread; equal when text, reading and
 * zone are equal.
 *
 * <table>
 * <caption>What can be written</caption>
 * <tr><td>five or six fields</td><td>a cron expression, read as the {@link Dialect} says</td></tr>
 * <tr><td>{@code @yearly @annually @monthly @weekly @daily @midnight @hourly @minutely}</td>
 *     <td>at the start of each, in the zone</td></tr>
 * <tr><td>{@code @every 1h30m}</td><td>multiples of a duration from 100ms to 3650d, counted from
 *     0001-01-01T00:00Z on every node alike, whatever the zone; units ns, us, ms, s, m, h, d
 *     </td></tr>
 * <tr><td>{@code @at 2030-01-31T09:00:00}</td><td>once, in the zone or with an offset of its own
 *     </td></tr>
 * <tr><td>{@code @manually}</td><td>never by itself</td></tr>
 * </table>
 *
 * <p>A field is a comma list of {@code *}, {@code ?} (the same), {@code n} and {@code a-b}, each
 * with or without {@code /step}; months and days of the week also by the first three letters of
 * their English names. A range may go on at the field's start, {@code 22-4/2} and {@code fri-mon},
 * unless the dialect is the original's. When day of month or day of week contains {@code *} or
 * {@code ?}, both must match, otherwise either.
 *
 * <p><b>When clocks change</b>, cron expressions keep these rules:
 *
 * <ul>
 *   <li>Fires whose local time is skipped are made up for by one fire at the end of the gap, unless
 *       one is due there anyway. A schedule for every hour loses nothing in a gap of whole hours
 *       and so is not made up for there.
 *   <li>Of a local time that comes twice, the first one fires. If the hour contains {@code *} or
 *       {@code ?}, or names every hour, both fire, so that such schedules keep their pace.
 * </ul>
 *
 * <p>Fires lie between the years 1900 and 2200.
 */
public sealed interface Schedule permits CronSchedule, EverySchedule, OnceSchedule, ManualSchedule {
  /** The most fires that {@link #next(Instant, int)} computes at once. */
  int MAX_FIRES = 10_000;

  /**
   * Reads a schedule.
   *
   * @param text at most 1000 characters
   * @param zone what cron expressions and local times of {@code @at} are in
   * @throws InvalidScheduleException naming the field, the problem and the remedy; also if the
   *     schedule could never fire, such as 30 February
   */
  static Schedule parse(String text, Dialect dialect, ZoneId zone) {
    return ScheduleReader.read(text, dialect, Grammar.of(dialect), zone);
  }

  /**
   * Reads a schedule that was taken at some time: what is refused only since then keeps the meaning
   * it had.
   */
  static Schedule parseStored(String text, Dialect dialect, ZoneId zone) {
    return ScheduleReader.read(text, dialect, Grammar.ofStored(), zone);
  }

  /**
   * Returns the earliest fire strictly after the instant; empty if there is none. For the first one
   * not before a start, pass {@code start.minusNanos(1)}. Takes microseconds.
   */
  Optional<Instant> next(Instant after);

  /**
   * Returns the earliest fires strictly after the instant in ascending order, fewer if there are no
   * more.
   *
   * @param count 0 to {@value #MAX_FIRES}
   * @throws IllegalArgumentException for any other count
   */
  default List<Instant> next(Instant after, int count) {
    if (count < 0 || count > MAX_FIRES) {
      throw new IllegalArgumentException(
          "count must be from 0 to %d, not %d".formatted(MAX_FIRES, count));
    }
    List<Instant> fires = new ArrayList<>();
    Optional<Instant> fire = Optional.of(after);
    while (fires.size() < count && (fire = next(fire.get())).isPresent()) {
      fires.add(fire.get());
    }
    return List.copyOf(fires);
  }

  /**
   * Returns the meaning in plain English, such as {@code at 02:30 on weekdays in Europe/Berlin}.
   */
  String words();

  /** Returns the schedule as it was written. */
  String text();
}
