package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/**
 * Random expressions fire when Quartz says. Quartz cannot restrict both kinds of days at once: the
 * earlier of two of its expressions stands for ours when either may match; both at once, which
 * needs a star with a step, are left to {@link ClockChangesByDefinitionTest}. Around changes of the
 * clock Quartz keeps other rules than we do, so fires within a day of one are not compared.
 */
class QuartzComparisonTest {
  private static final int COMPARISONS = 30_000;
  private static final int FIRES = 6;
  private static final Duration DAY = Duration.ofDays(1);
  private static final long FROM = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
  private static final long TO = Instant.parse("2036-01-01T00:00:00Z").getEpochSecond();
  private static final List<ZoneId> ZONES =
      Stream.of(
              "UTC",
              "America/New_York",
              "America/Sao_Paulo",
              "Europe/Berlin",
              "Australia/Lord_Howe",
              "Asia/Shanghai",
              "Asia/Kathmandu",
              "Africa/Casablanca")
          .map(ZoneId::of)
          .toList();

  @Test
  void firesWhenQuartzDoes() throws ParseException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int compared = 0;
    while (compared < COMPARISONS) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      RandomCron cron = RandomCron.comparableWithQuartz(random);
      List<CronExpression> quartz = quartz(cron, zone);
      if (cron.neverMatches()) {
        continue;
      }
      Schedule schedule = Schedule.parse(cron.text(), Dialect.SECONDS, zone);
      Instant after = Instant.ofEpochSecond(random.nextLong(FROM, TO));
      for (int i = 0; i < FIRES; i++) {
        Instant ours = schedule.next(after).orElseThrow();
        Instant theirs = earliest(quartz, after);
        if (isNearClockChange(zone, after, ours.isAfter(theirs) ? ours : theirs)) {
          break;
        }
        assertThat(ours)
            .as("'%s' in %s after %s, seed %d", cron.text(), zone, after, seed)
            .isEqualTo(theirs);
        compared++;
        after = ours;
      }
    }
  }

  private static List<CronExpression> quartz(RandomCron cron, ZoneId zone) throws ParseException {
    String times =
        "%s %s %s ".formatted(cron.second().quartz(), cron.minute().quartz(), cron.hour().quartz());
    String byDate = times + "%s %s ?".formatted(cron.date().quartz(), cron.month().quartz());
    String byWeekday = times + "? %s %s".formatted(cron.month().quartz(), cron.weekday().quartz());
    if (cron.weekday().text().equals("*")) {
      return List.of(quartz(byDate, zone));
    }
    return cron.date().text().equals("*")
        ? List.of(quartz(byWeekday, zone))
        : List.of(quartz(byDate, zone), quartz(byWeekday, zone));
  }

  private static CronExpression quartz(String text, ZoneId zone) throws ParseException {
    CronExpression expression = new CronExpression(text);
    expression.setTimeZone(TimeZone.getTimeZone(zone));
    return expression;
  }

  private static Instant earliest(List<CronExpression> expressions, Instant after) {
    return expressions.stream()
        .map(expression -> expression.getTimeAfter(Date.from(after)))
        .filter(date -> date != null)
        .map(Date::toInstant)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private static boolean isNearClockChange(ZoneId zone, Instant from, Instant to) {
    ZoneOffsetTransition change = zone.getRules().nextTransition(from.minus(DAY));
    return change != null && change.getInstant().isBefore(to.plus(DAY));
  }
}
