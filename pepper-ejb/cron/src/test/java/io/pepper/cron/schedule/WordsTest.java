package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * * * | every second",
        "*/5 * * * * * | every 5 seconds",
        "15 * * * * * | at second 15 of every minute",
        "* * * * * | every minute",
        "*/15 * * * * | every 15 minutes",
        "0,30 * * * * | every 30 minutes",
        "*/7 * * * * | at minutes 0 through 56 in steps of 7 of every hour in Europe/Berlin",
        "5,10 * * * * | at minutes 5 and 10 of every hour in Europe/Berlin",
        "30 * * * * | at minute 30 of every hour in Europe/Berlin",
        "0 * * * * | every hour",
        "0 */2 * * * | every 2 hours from 00:00 through 22:00 in Europe/Berlin",
        "30 9-17 * * * | every hour from 09:30 through 17:30 in Europe/Berlin",
        "*/5 9-17 * * 1-5 | every 5 minutes from 09:00 through 17:55 on weekdays in Europe/Berlin",
        "* * 2 * * * | every second from 02:00:00 through 02:59:59 in Europe/Berlin",
        "*/20 */6 * * * | at minutes 0, 20 and 40 of hours 0, 6, 12 and 18 in Europe/Berlin",
        "* 1,3 * * * | every minute of hours 1 and 3 in Europe/Berlin",
        "*/10 5 1,3 * * * | every 10 seconds of minute 5 of hours 1 and 3 in Europe/Berlin",
        "15/35 20-35/15 10-12 * * ? | at seconds 15 and 50 of minutes 20 and 35 of hours 10 through 12 in Europe/Berlin",
        "30 2 * * * | at 02:30 every day in Europe/Berlin",
        "15 30 2 * * * | at 02:30:15 every day in Europe/Berlin",
        "0 8,12,18 * * * | at 08:00, 12:00 and 18:00 every day in Europe/Berlin",
        "30 2 * * 1-5 | at 02:30 on weekdays in Europe/Berlin",
        "30 2 * * 6,7 | at 02:30 on Saturdays and Sundays in Europe/Berlin",
        "30 2 1,15 * * | at 02:30 on days 1 and 15 of the month in Europe/Berlin",
        "30 2 1,15 * fri | at 02:30 on days 1 and 15 of the month and also on Fridays in Europe/Berlin",
        "30 2 1 4 fri | at 02:30 on day 1 of the month and also on Fridays, in April in Europe/Berlin",
        "30 2 */10 * fri | at 02:30 on Fridays that fall on days 1, 11, 21 and 31 of the month in Europe/Berlin",
        "30 2 1-31 * fri | at 02:30 every day in Europe/Berlin",
        "30 2 29 2 * | at 02:30 on 29 February in Europe/Berlin",
        "30 2 9 4-10 * | at 02:30 on day 9 of the month, in April through October in Europe/Berlin",
        "30 2 * 5 * | at 02:30 every day in May in Europe/Berlin",
        "* * * 5 * | every minute in May in Europe/Berlin",
        "@weekly | at 00:00 on Sundays in Europe/Berlin",
        "@every 5m | every 5 minutes",
        "@every 1h | every hour",
        "@every 90m | every 1 hour 30 minutes, counted from 00:00 UTC",
        "@every 1d | every day at 00:00 UTC",
        "@every 7d | every 7 days, on Mondays at 00:00 UTC",
        "@every 7h | every 7 hours, counted from 0001-01-01T00:00Z",
        "@every 1.5s | every 1 second 500 milliseconds",
        "@at 2027-07-01T00:00Z | once, at 2027-07-01T02:00:00+02:00 in Europe/Berlin",
        "@manually | only when somebody runs it",
      })
  void say(String text, String words) {
    assertThat(Schedule.parse(text, Dialect.AUTO, BERLIN).words()).isEqualTo(words);
  }

  @Test
  void sayWhatTheOriginalReads() {
    assertThat(Schedule.parse("*/5 * * * *", Dialect.SECONDS, ZoneOffset.UTC).words())
        .isEqualTo("every 5 seconds");
    assertThat(Schedule.parse("0 30 2 * *", Dialect.SECONDS, ZoneOffset.UTC).words())
        .isEqualTo("at 02:30 every day in UTC");
  }

  /** What sounds the same must be the same. */
  @Test
  void sayDifferentThingsOfDifferentSchedules() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, Schedule> said = new HashMap<>();
    int same = 0;
    for (int i = 0; i < 8_000; i++) {
      Schedule schedule = Schedule.parse(fewValues(random), Dialect.SECONDS, ZoneOffset.UTC);
      Schedule other = said.putIfAbsent(schedule.words(), schedule);
      if (other != null) {
        same++;
        assertThat(fires(schedule))
            .as("'%s' and '%s', seed %d", schedule.text(), other.text(), seed)
            .isEqualTo(fires(other));
      }
    }
    assertThat(same).as("seed %d", seed).isGreaterThan(1000);
  }

  private static List<List<Instant>> fires(Schedule schedule) {
    return List.of(
        schedule.next(Instant.parse("2026-01-01T00:00:00Z"), 60),
        schedule.next(Instant.parse("2026-04-30T23:00:00Z"), 10),
        schedule.next(Instant.parse("2027-08-01T11:59:00Z"), 10));
  }

  private static String fewValues(Random random) {
    return String.join(
        " ",
        one(random, "0", "0", "30", "*", "*/30", "0-58/2", "15,45"),
        one(random, "0", "0", "30", "*", "*/30", "5-10", "0,59", "*/7"),
        one(random, "0", "2", "*", "*/2", "1-23/2", "9-17", "0,5,6", "0-23"),
        one(random, "*", "*", "1", "1-31", "*/10", "1,11,21,31", "1-7", "29"),
        one(random, "*", "*", "1", "4-10", "2,8", "1-12"),
        one(random, "*", "*", "0", "1-5", "*/6", "0-6", "0,6"));
  }

  private static String one(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}
