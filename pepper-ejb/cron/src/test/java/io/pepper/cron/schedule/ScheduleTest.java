package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-25T18:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "@yearly, 2026-12-31T23:00:00Z",
    "@annually, 2026-12-31T23:00:00Z",
    "@monthly, 2026-11-30T23:00:00Z",
    "@weekly, 2026-11-28T23:00:00Z",
    "@daily, 2026-11-25T23:00:00Z",
    "@midnight, 2026-11-25T23:00:00Z",
    "@hourly, 2026-11-25T19:00:00Z",
    "@minutely, 2026-11-25T18:01:00Z",
    "@at 2027-07-01T09:00:00, 2027-07-01T07:00:00Z",
    "@at 2027-07-01 09:00, 2027-07-01T07:00:00Z",
    "@at 2027-07-01T09:00Z, 2027-07-01T09:00:00Z",
    "@at 2027-07-01t09:00:00.250z, 2027-07-01T09:00:00.250Z",
    "@at 2027-07-01T09:00:00.2509Z, 2027-07-01T09:00:00.250Z",
    "@at 2027-07-01T09:00:00-05:00, 2027-07-01T14:00:00Z",
    "@at 2027-07-01T09:00+09:00[Asia/Tokyo], 2027-07-01T00:00:00Z",
    // Skipped, then twice
    "@at 2027-03-28T02:30, 2027-03-28T01:00:00Z",
    "@at 2027-10-31T02:30, 2027-10-31T00:30:00Z",
  })
  void firesAtNamedTimes(String text, Instant next) {
    assertThat(Schedule.parse(text, Dialect.AUTO, BERLIN).next(NOW)).contains(next);
  }

  @Test
  void firesOnceAt() {
    Schedule once = Schedule.parse("@at 2027-07-01T09:00:00Z", Dialect.AUTO, BERLIN);

    assertThat(once.next(NOW, 10)).containsExactly(Instant.parse("2027-07-01T09:00:00Z"));
    assertThat(once.next(Instant.parse("2027-07-01T09:00:00Z"))).isEmpty();
  }

  @Test
  void neverFiresManually() {
    assertThat(Schedule.parse("@manually", Dialect.AUTO, BERLIN).next(NOW)).isEmpty();
  }

  @Test
  void firesStrictlyAfter() {
    Schedule hourly = Schedule.parse("@hourly", Dialect.AUTO, ZoneOffset.UTC);

    assertThat(hourly.next(NOW.minusNanos(1))).contains(NOW);
    assertThat(hourly.next(NOW)).contains(NOW.plusSeconds(3600));
    assertThat(hourly.next(NOW.plusNanos(1))).contains(NOW.plusSeconds(3600));
  }

  @ParameterizedTest
  @CsvSource({
    // 2100 is no leap year
    "0 0 29 2 *, 2096-03-01T00:00:00Z, 2104-02-29T00:00:00Z",
    // The 29th of February was and is a Sunday in 2088 and 2128
    "0 0 29 2 */7, 2088-03-01T00:00:00Z, 2128-02-29T00:00:00Z",
    "0 0 31 12 *, 1800-01-01T00:00:00Z, 1900-12-31T00:00:00Z",
  })
  void findsWhatIsFar(String text, Instant after, Instant next) {
    assertThat(Schedule.parse(text, Dialect.AUTO, ZoneOffset.UTC).next(after)).contains(next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"* * * * * *", "0 0 29 2 */7", "@every 3650d", "@daily"})
  void endsWithItsYears(String text) {
    Schedule schedule = Schedule.parse(text, Dialect.AUTO, BERLIN);

    assertThat(schedule.next(Instant.MIN)).isPresent();
    assertThat(schedule.next(Instant.MAX)).isEmpty();
    assertThat(schedule.next(Instant.parse("2199-12-31T23:59:59Z"), 10)).isEmpty();
  }

  @Test
  void previews() {
    Schedule schedule = Schedule.parse("*/20 * * * *", Dialect.AUTO, BERLIN);

    assertThat(schedule.next(NOW, 3))
        .containsExactly(NOW.plusSeconds(1200), NOW.plusSeconds(2400), NOW.plusSeconds(3600));
    assertThat(schedule.next(NOW, 0)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> schedule.next(NOW, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> schedule.next(NOW, 10_001));
  }

  @Test
  void isEqualWhenItMeansTheSame() {
    Schedule schedule = Schedule.parse("0 5 * * *", Dialect.UNIX, BERLIN);

    assertThat(schedule)
        .isEqualTo(Schedule.parse("0 5 * * *", Dialect.AUTO, BERLIN))
        .hasSameHashCodeAs(Schedule.parse("0 5 * * *", Dialect.AUTO, BERLIN));
    for (Schedule other :
        List.of(
            Schedule.parse("0 5 * * *", Dialect.SECONDS, BERLIN),
            Schedule.parse("0 5 * * *", Dialect.UNIX, ZoneOffset.UTC),
            Schedule.parse("0 6 * * *", Dialect.UNIX, BERLIN))) {
      assertThat(schedule).isNotEqualTo(other);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`  ` | schedule: is empty: give a cron expression",
        "0 0 0 ? * * 2030 | schedule: has 7 fields: use 5 to 6 fields",
        "TZ=UTC 0 0 * * * | schedule: cannot name a zone: set the zone of the job",
        "@reboot | schedule: '@reboot' is unknown: what runs at the start of a machine is for its"
            + " own init",
        "@rebot | schedule: '@rebot' is unknown: use @yearly,",
        "0 0 L * * | day of month: 'L' is not a value: use 1 to 31; L, W and # are not supported",
        "0 0 LW * * | day of month: 'LW' is not a value: use 1 to 31; L, W and # are not",
        "0 0 * * 5L | day of week: '5L' is not a value: use 0 to 7 (0 and 7 are Sunday) or sun to"
            + " sat; L,",
        "0 0 * foo * | month: 'foo' is not a value: use 1 to 12 or jan to dec",
        "H * * * * | minute: 'H' is not a value: use 0 to 59; to spread jobs, give them a jitter",
        "61 * * * * | minute: 61 is too large: use 0 to 59",
        "*-5 * * * * | minute: '*-5' is no range: write 0-5 for a range, or * for all",
        "0 ?-5/2 * * * | hour: '?-5/2' is no range: write 0-5/2 for a range, or ?/2 for all",
        "0 0 25-5/2 * * | day of month: range '25-5/2' goes over the end of a month, and months"
            + " differ in length, so its steps are not certain: write the days, such as"
            + " 25-31/2,2-5/2",
        "37 23 * * * /home/u/refresh.sh | schedule: is a whole line of a crontab: '37 23 * * *' is"
            + " the schedule, and the command '/home/u/refresh.sh' belongs in run.command",
        "17 * * * * root cd / && run-parts --report /etc/cron.hourly | schedule: is a whole line of"
            + " a crontab: '17 * * * *' is the schedule, and the command 'root cd / && run-parts"
            + " --report /etc/cron.hourly' belongs in run.command (where a user",
        "0 5 * * * date | schedule: is a whole line of a crontab: '0 5 * * *' is the schedule, and"
            + " the command 'date'",
        "@daily /usr/bin/backup | schedule: is a whole line of a crontab: '@daily' is the schedule,"
            + " and the command '/usr/bin/backup' belongs",
        "@reboot /usr/bin/start | schedule: is a whole line of a crontab: '@reboot' is not known"
            + " here",
        "MAILTO=\"\" | schedule: 'MAILTO=\"\"' is an environment line of a crontab, not a schedule:"
            + " set the alarms of the job",
        "PATH = /bin | schedule: 'PATH = /bin' is an environment line of a crontab, not a schedule:"
            + " set it in run.environment",
        "CRON_TZ=Asia/Tokyo | schedule: 'CRON_TZ=Asia/Tokyo' is an environment line of a crontab,"
            + " not a schedule: set the zone",
        "# m h dom | schedule: is a comment of a crontab",
        "*/99999999999 * * * * | minute: step '99999999999' must be a whole number above 0",
        "0 0 30 2 * | day of month: none of the given months has day 30, so it would never fire",
        "0 0 31 2,4 */2 | day of month: none of the given months has day 31, so it would never"
            + " fire",
        "@at tomorrow | @at: 'tomorrow' is not a time: write it as in 2030-01-31T09:00:00",
        "@at 2027-02-29T00:00 | @at: '2027-02-29T00:00' is not a time",
        "@at 1492-10-12T00:00 | @at: '1492-10-12T00:00' is too far away",
      })
  void refusesAndSaysWhy(String text, String message) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(text, Dialect.AUTO, BERLIN))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({
    "22-4/2 * * *, '22,0,2,4'",
    "21-4/3 * * *, '21,0,3'",
    "23-1 * * *, '23,0,1'",
    "22-3/90 * * *, '22'",
  })
  void goesOnAtTheFieldsStart(String hours, String expected) {
    Schedule schedule = Schedule.parse("0 " + hours, Dialect.AUTO, ZoneOffset.UTC);

    assertThat(schedule.next(Instant.parse("2026-11-25T20:30:00Z"), expected.split(",").length))
        .extracting(fire -> Integer.toString(fire.atOffset(ZoneOffset.UTC).getHour()))
        .containsExactly(expected.split(","));
  }

  /** Read back in the dialect that takes no such ranges, it is the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 22-4/2 * * * | hour: range '22-4/2' starts beyond its end: write 22-23/2,0-4/2",
        "0 0 21-4/3 * * * | hour: range '21-4/3' starts beyond its end: write 21-23/3,0-4/3",
        "0 0 22-5/3 * * * | hour: range '22-5/3' starts beyond its end: write 22-23/3,1-5/3",
        "0 0 0 * * fri-mon | day of week: range 'fri-mon' starts beyond its end: write 5-6,0-1",
        "50-10 * * * * | second: range '50-10' starts beyond its end: write 50-59,0-10",
      })
  void hintsAtTheSameWithoutAWrap(String text, String message) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(text, Dialect.SECONDS, ZoneOffset.UTC))
        .withMessage(message);
  }

  @Test
  void keepsTheMeaningOfWhatWasTakenBefore() {
    Schedule stored = Schedule.parseStored("*-5 * * * *", Dialect.SECONDS, ZoneOffset.UTC);

    assertThat(stored.next(NOW)).contains(NOW.plusSeconds(1));
  }

  @Test
  void refusesLongTexts() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse("1,".repeat(501), Dialect.AUTO, BERLIN))
        .withMessage("schedule: has 1002 characters: use 1000 or fewer");
  }

  /** Either may match, so the impossible date does no harm. */
  @Test
  void acceptsAnImpossibleDateBesideWeekdays() {
    assertThat(Schedule.parse("0 0 30 2 1", Dialect.AUTO, ZoneOffset.UTC).next(NOW))
        .contains(Instant.parse("2027-02-01T00:00:00Z"));
  }
}
