package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors of the original's tests, in its dialect. Those that differ on purpose, all about
 * clock changes, are marked with what the original answers.
 */
class ConformanceVectorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0/15 * * * | 2012-07-09T14:45:00 | 2012-07-09T15:00:00",
        "0 0/15 * * * | 2012-07-09T14:59:59 | 2012-07-09T15:00:00",
        "0 5/15 * * * | 2012-07-09T14:00:00 | 2012-07-09T14:05:00",
        "0 5/15 * * * | 2012-07-09T14:05:00 | 2012-07-09T14:20:00",
        "0 5/15 * * * | 2012-07-09T14:20:00 | 2012-07-09T14:35:00",
        "0 5/15 * * * | 2012-07-09T14:35:00 | 2012-07-09T14:50:00",
        "0 5/15 * * * | 2012-07-09T14:50:00 | 2012-07-09T15:05:00",
        "0 20-35/15 * * * | 2012-07-09T15:45:00 | 2012-07-09T16:20:00",
        "0 20-35/15 * * * | 2012-07-09T23:45:00 | 2012-07-10T00:20:00",
        "15/35 20-35/15 * * * | 2012-07-09T23:35:51 | 2012-07-10T00:20:15",
        "15/35 20-35/15 1/2 * * | 2012-07-09T23:35:51 | 2012-07-10T01:20:15",
        "15/35 20-35/15 10-12 * * | 2012-07-09T23:35:51 | 2012-07-10T10:20:15",
        "15/35 20-35/15 1/2 */2 * * | 2012-07-09T23:35:51 | 2012-07-11T01:20:15",
        "0 0 0 9 Apr-Oct ? | 2012-07-09T23:35:00 | 2012-08-09T00:00:00",
        "0 0 0 */5 Apr,Aug,Oct Mon | 2012-07-09T23:35:00 | 2012-08-06T00:00:00",
        "0 0 0 * Feb Mon/2 | 2012-07-09T23:35:00 | 2013-02-01T00:00:00",
        "0 0 0 29 Feb ? | 2012-07-09T23:35:00 | 2016-02-29T00:00:00",
        "0 * * * * * | 2012-12-31T23:59:45 | 2013-01-01T00:00:00",
        "*/5 * * * * | 2012-07-09T14:45:00 | 2012-07-09T14:45:05",
      })
  void firesNext(String text, LocalDateTime now, LocalDateTime next) {
    Schedule schedule = Schedule.parse(text, Dialect.SECONDS, ZoneOffset.UTC);

    assertThat(schedule.next(now.toInstant(ZoneOffset.UTC)))
        .contains(next.toInstant(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 * * 1,15 * Sun | 2012-07-15T00:00:00 | true",
        "0 * * 1,15 * Sun | 2012-06-15T00:00:00 | true",
        "0 * * 1,15 * Sun | 2012-08-01T00:00:00 | true",
        "0 * * 1,15 * Sun | 2012-08-02T00:00:00 | false",
        "0 * * */10 * Sun | 2012-07-15T00:00:00 | false",
        "0 * * */10 * Sun | 2012-07-01T00:00:00 | true",
      })
  void matches(String text, LocalDateTime time, boolean matches) {
    Schedule schedule = Schedule.parse(text, Dialect.SECONDS, ZoneOffset.UTC);
    Instant instant = time.toInstant(ZoneOffset.UTC);

    assertThat(schedule.next(instant.minusSeconds(1)).filter(instant::equals).isPresent())
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The original: 2013-03-11T02:30-04:00
        "0 30 2 11 Mar ? | 2012-03-11T00:00-05:00 | 2012-03-11T03:00-04:00",
        // The original: 2012-03-12T02:00-04:00
        "0 0 2 * * ? | 2012-03-11T00:00-05:00 | 2012-03-11T03:00-04:00",
        "0 0 * * * ? | 2012-03-11T01:00-05:00 | 2012-03-11T03:00-04:00",
        // The original: 2012-11-04T01:00-05:00
        "0 0 1 * * ? | 2012-11-04T01:00-04:00 | 2012-11-05T01:00-05:00",
        // The original: 2012-11-04T01:30-05:00
        "0 30 1 04 Nov ? | 2012-11-04T01:45-04:00 | 2013-11-04T01:30-05:00",
        "0 0 2 * * ? | 2012-11-04T00:00-04:00 | 2012-11-04T02:00-05:00",
      })
  void firesNextInNewYork(String text, OffsetDateTime now, OffsetDateTime next) {
    Schedule schedule = Schedule.parse(text, Dialect.SECONDS, ZoneId.of("America/New_York"));

    assertThat(schedule.next(now.toInstant())).contains(next.toInstant());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | schedule",
        "* * * * | schedule",
        "* * * * * * * | schedule",
        "60 0 * * * | second",
        "0 60 * * * | minute",
        "0 0 24 * * | hour",
        "* * * * * 7 | day of week",
        "0 0 0 0 * | day of month",
        "0 0 0 1 0 | month",
        "5-3 * * * * | second",
        "* 60/5 * * * | minute",
        "*/0 * * * * | second",
        "* 5--5 * * * | minute",
        "*//2 * * * * | second",
        "1/2/3 * * * * | second",
        "0 0 * * XYZ | month",
        "xyz * * * * | second",
        "0 0 0 1W * | day of month",
        "* * * * * 2#1 | day of week",
        "0 0 0 L * | day of month",
        "0 0 0 1 janu | month",
        "0x5 * * * * | second",
        "5- * * * * | second",
        "-1 * * * * | second",
        "@unrecognized | schedule",
        "@EVERY 1s | schedule",
        "`@weekly ` | schedule",
        "@every Xm | @every",
        "@every 90 | @every",
        "@every  5m | @every",
        "@every -5s | @every",
        "@every 0s | @every",
        "0 0 0 30 Feb ? | day of month",
        "0 0 0 31 Apr ? | day of month",
        "0 0 0 30 2 ? | day of month",
        "0 0 0 , * * | day of month",
      })
  void refuses(String text, String field) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(text, Dialect.SECONDS, ZoneOffset.UTC))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field))
        .withMessageStartingWith(field + ": ");
  }

  /** Odd, but people have them in their jobs. */
  @ParameterizedTest
  @ValueSource(
      strings = {"+5 05 * * *", "1,,2 * * * *", "? ? ? ? ? ?", "0 0 0 1 JAN", "*/90 * * * *"})
  void accepts(String text) {
    assertThat(Schedule.parse(text, Dialect.SECONDS, ZoneOffset.UTC).next(Instant.EPOCH))
        .isPresent();
  }
}
