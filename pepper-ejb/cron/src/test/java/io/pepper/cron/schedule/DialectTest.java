package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {
  /** A Wednesday. */
  private static final Instant NOW = Instant.parse("2026-11-25T18:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "*/5 * * * *, AUTO, 2026-11-25T18:05:00Z",
    "*/5 * * * *, UNIX, 2026-11-25T18:05:00Z",
    "*/5 * * * *, SECONDS, 2026-11-25T18:00:05Z",
    "*/5 * * * * *, AUTO, 2026-11-25T18:00:05Z",
    "*/5 * * * * *, SECONDS, 2026-11-25T18:00:05Z",
    "0 0 * * 7, UNIX, 2026-11-29T00:00:00Z",
    "0 0 * * 0, UNIX, 2026-11-29T00:00:00Z",
    "0 0 * * 7, AUTO, 2026-11-29T00:00:00Z",
    "0 0 * * 6-7, UNIX, 2026-11-28T00:00:00Z",
    "0 0 * * 7/2, UNIX, 2026-11-29T00:00:00Z",
    "0 0 * * 2/2, UNIX, 2026-11-26T00:00:00Z",
    "0 0 * * fri-sun, AUTO, 2026-11-27T00:00:00Z",
    "0 0 * * 7-2/2, UNIX, 2026-11-29T00:00:00Z",
    "0 0 1 * mon, UNIX, 2026-11-30T00:00:00Z",
    "0 0 */2 * mon, UNIX, 2026-12-07T00:00:00Z",
  })
  void readsFieldsInItsOrder(String text, Dialect dialect, Instant next) {
    assertThat(Schedule.parse(text, dialect, ZoneOffset.UTC).next(NOW)).contains(next);
  }

  @ParameterizedTest
  @CsvSource({
    "* * * * * *, UNIX, schedule",
    "* * * *, AUTO, schedule",
    "* * * * * 7, AUTO, day of week",
    "* * * * 8, UNIX, day of week",
    "60 * * * *, AUTO, minute",
    "* * * * * fri-sun, SECONDS, day of week",
  })
  void refusesWhatItHasNoPlaceFor(String text, Dialect dialect, String field) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(text, dialect, ZoneOffset.UTC))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void forgivesBlanksUnlessItIsTheOriginals() {
    assertThat(Schedule.parse(" @every  5m ", Dialect.AUTO, ZoneOffset.UTC))
        .extracting(Schedule::words)
        .isEqualTo("every 5 minutes");
    assertThat(Schedule.parse("@weekly ", Dialect.UNIX, ZoneOffset.UTC).text())
        .isEqualTo("@weekly");
  }

  @ParameterizedTest
  @EnumSource
  void hasAName(Dialect dialect) {
    assertThat(Dialect.parse(dialect.text())).isEqualTo(dialect);
  }

  @Test
  void refusesOtherNames() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Dialect.parse("UNIX"))
        .withMessage("dialect: must be auto, seconds or unix, not 'UNIX'");
  }
}
