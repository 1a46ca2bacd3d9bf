package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of {@link Schedule} where clocks change; dialect auto. */
class ClockChangesTest {
  @ParameterizedTest(name = "{0} in {1} after {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // Skipped: 02:00 to 03:00
        "30 2 * * * | America/New_York | 2026-03-07T12:00-05:00 | 2026-03-08T03:00-04:00 2026-03-09T02:30-04:00",
        "*/20 2 * * * | America/New_York | 2026-03-08T00:00-05:00 | 2026-03-08T03:00-04:00 2026-03-09T02:00-04:00",
        "*/20 2,3 * * * | America/New_York | 2026-03-08T00:00-05:00 | 2026-03-08T03:00-04:00 2026-03-08T03:20-04:00",
        "0,30 1-3 * * * | Europe/Berlin | 2026-03-29T01:10+01:00 | 2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00",
        "30 * * * * | Europe/Berlin | 2026-03-29T01:00+01:00 | 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00",
        "0 */2 * * * | Europe/Berlin | 2026-03-29T00:00+01:00 | 2026-03-29T03:00+02:00 2026-03-29T04:00+02:00",
        "*/15 * * * * | Europe/Berlin | 2026-03-29T01:40+01:00 | 2026-03-29T01:45+01:00 2026-03-29T03:00+02:00 2026-03-29T03:15+02:00",
        "30 2 29 3 * | Europe/Berlin | 2026-01-01T00:00+01:00 | 2026-03-29T03:00+02:00 2027-03-29T02:30+02:00",
        // Twice: 01:00 to 02:00 in New York, 02:00 to 03:00 in Berlin
        "30 1 * * * | America/New_York | 2026-11-01T00:00-04:00 | 2026-11-01T01:30-04:00 2026-11-02T01:30-05:00",
        "30 1 * * * | America/New_York | 2026-11-01T01:45-04:00 | 2026-11-02T01:30-05:00",
        "30 1 * * * | America/New_York | 2026-11-01T01:15-05:00 | 2026-11-02T01:30-05:00",
        "*/30 1 * * * | America/New_York | 2026-11-01T00:59-04:00 | 2026-11-01T01:00-04:00 2026-11-01T01:30-04:00 2026-11-02T01:00-05:00",
        "0 1-2 * * * | America/New_York | 2026-11-01T01:00-04:00 | 2026-11-01T02:00-05:00 2026-11-02T01:00-05:00",
        "30 * * * * | Europe/Berlin | 2026-10-25T01:59+02:00 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00",
        "30 0-23 * * * | Europe/Berlin | 2026-10-25T01:59+02:00 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00",
        "0 */2 * * * | Europe/Berlin | 2026-10-25T01:00+02:00 | 2026-10-25T02:00+02:00 2026-10-25T02:00+01:00 2026-10-25T04:00+01:00",
        // Skipped: midnight; 23:00 to 24:00 comes twice
        "0 0 * * * | America/Sao_Paulo | 2018-11-03T12:00-03:00 | 2018-11-04T01:00-02:00 2018-11-05T00:00-02:00",
        "0 5 4 11 * | America/Sao_Paulo | 2018-11-01T00:00-03:00 | 2018-11-04T05:00-02:00",
        "0 5 * * SUN | America/Sao_Paulo | 2018-11-01T00:00-03:00 | 2018-11-04T05:00-02:00 2018-11-11T05:00-02:00",
        "30 23 * * * | America/Sao_Paulo | 2019-02-16T00:00-02:00 | 2019-02-16T23:30-02:00 2019-02-17T23:30-03:00",
        "0 0 17 2 * | America/Sao_Paulo | 2019-02-01T00:00-02:00 | 2019-02-17T00:00-03:00",
        // Half an hour: 02:00 to 02:30 is skipped, 01:30 to 02:00 comes twice
        "15 2 * * * | Australia/Lord_Howe | 2026-10-03T12:00+10:30 | 2026-10-04T02:30+11:00 2026-10-05T02:15+11:00",
        "45 2 * * * | Australia/Lord_Howe | 2026-10-03T12:00+10:30 | 2026-10-04T02:45+11:00",
        "15 * * * * | Australia/Lord_Howe | 2026-10-04T01:00+10:30 | 2026-10-04T01:15+10:30 2026-10-04T02:30+11:00 2026-10-04T03:15+11:00",
        "45 1 * * * | Australia/Lord_Howe | 2026-04-05T00:00+11:00 | 2026-04-05T01:45+11:00 2026-04-06T01:45+10:30",
        "*/10 * * * * | Australia/Lord_Howe | 2026-04-05T01:45+11:00 | 2026-04-05T01:50+11:00 2026-04-05T01:30+10:30 2026-04-05T01:40+10:30",
        // Summer time suspended for Ramadan: 02:00 skipped at its end
        "30 2 * * * | Africa/Casablanca | 2026-03-21T12:00Z | 2026-03-22T03:00+01:00 2026-03-23T02:30+01:00",
        "30 2 * * * | Africa/Casablanca | 2026-02-14T12:00+01:00 | 2026-02-15T02:30+01:00 2026-02-16T02:30Z",
        // A day that never was
        "0 12 * * * | Pacific/Apia | 2011-12-29T11:00-10:00 | 2011-12-29T12:00-10:00 2011-12-31T00:00+14:00 2011-12-31T12:00+14:00",
        // No changes
        "30 2 * * * | Asia/Shanghai | 2026-03-29T00:00+08:00 | 2026-03-29T02:30+08:00 2026-03-30T02:30+08:00",
      })
  void fires(String text, ZoneId zone, OffsetDateTime after, String expected) {
    List<Instant> fires =
        Arrays.stream(expected.split(" "))
            .map(OffsetDateTime::parse)
            .map(OffsetDateTime::toInstant)
            .toList();

    assertThat(Schedule.parse(text, Dialect.AUTO, zone).next(after.toInstant(), fires.size()))
        .isEqualTo(fires);
  }
}
