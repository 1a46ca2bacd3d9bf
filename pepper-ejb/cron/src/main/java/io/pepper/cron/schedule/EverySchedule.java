package io.pepper.cron.schedule;

import io.pepper.cron.schedule.calendar.Horizon;
import io.pepper.cron.schedule.words.EveryWords;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Multiples of a period, counted from 0001-01-01T00:00Z so that all nodes share the grid.
 *
 * @param period nanoseconds
 * @param phase nanoseconds at 1970-01-01T00:00Z since the multiple before
 */
record EverySchedule(String text, long period, long phase) implements Schedule {
  private static final Duration MIN_PERIOD = Duration.ofMillis(100);
  private static final Duration MAX_PERIOD = Duration.ofDays(3650);
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final Instant ORIGIN = Instant.parse("0001-01-01T00:00:00Z");

  /** Reads what follows {@code @every}. */
  static EverySchedule parse(String text, String duration) {
    BigDecimal nanos = GoDuration.nanos(duration);
    if (nanos.signum() <= 0) {
      throw invalid("'%s' must be above zero, at least 100ms".formatted(duration));
    }
    if (nanos.compareTo(BigDecimal.valueOf(MIN_PERIOD.toNanos())) < 0) {
      throw invalid("'%s' is too short: use 100ms or more".formatted(duration));
    }
    if (nanos.compareTo(BigDecimal.valueOf(MAX_PERIOD.toNanos())) > 0) {
      throw invalid("'%s' is too long: use 3650d or less".formatted(duration));
    }
    long period = nanos.longValue();
    if (period % MILLISECOND != 0) {
      // What is agreed upon and recorded of an instant is its milliseconds.
      throw invalid("'%s' must be whole milliseconds".formatted(duration));
    }
    BigInteger sinceOrigin =
        BigInteger.valueOf(-ORIGIN.getEpochSecond()).multiply(BigInteger.valueOf(SECOND));
    return new EverySchedule(
        text, period, sinceOrigin.mod(BigInteger.valueOf(period)).longValueExact());
  }

  @Override
  public Optional<Instant> next(Instant after) {
    if (Horizon.isBeyond(after)) {
      return Optional.empty();
    }
    Instant from = Horizon.clamp(after);
    long nanos = from.getEpochSecond() * SECOND + from.getNano();
    Instant fire = from.plusNanos(period - Math.floorMod(nanos + phase, period));
    return Optional.of(fire).filter(instant -> !Horizon.isBeyond(instant));
  }

  @Override
  public String words() {
    return EveryWords.of(Duration.ofNanos(period));
  }

  private static InvalidScheduleException invalid(String problem) {
    return new InvalidScheduleException("@every", problem);
  }
}
