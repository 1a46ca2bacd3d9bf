package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Around clock changes random expressions fire exactly when the definition says, which is tried
 * here on every minute of local time.
 */
class ClockChangesByDefinitionTest {
  private static final int EXPRESSIONS = 2_000;
  private static final Duration AROUND = Duration.ofHours(26);
  private static final Duration FARTHER = Duration.ofHours(27);
  private static final long FROM = Instant.parse("1920-01-01T00:00:00Z").getEpochSecond();
  private static final long TO = Instant.parse("2090-01-01T00:00:00Z").getEpochSecond();

  /** Gaps at midnight, of half an hour, of a day; at times that are no full minutes. */
  private static final List<ZoneId> ZONES =
      Stream.of(
              "America/New_York",
              "America/Sao_Paulo",
              "Europe/Berlin",
              "Australia/Lord_Howe",
              "Asia/Shanghai",
              "Africa/Casablanca",
              "Africa/Monrovia",
              "Pacific/Apia",
              "Asia/Gaza")
          .map(ZoneId::of)
          .toList();

  @Test
  void firesAsDefined() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int compared = 0;
    while (compared < EXPRESSIONS) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      ZoneOffsetTransition change =
          zone.getRules().nextTransition(Instant.ofEpochSecond(random.nextLong(FROM, TO)));
      RandomCron cron = RandomCron.byTheMinute(random, random.nextInt(60));
      if (change == null || cron.neverMatches()) {
        continue;
      }
      Schedule schedule = Schedule.parse(cron.text(), Dialect.SECONDS, zone);
      Instant from = change.getInstant().minus(AROUND);
      Instant to = change.getInstant().plus(AROUND);
      List<Instant> expected = List.copyOf(byDefinition(cron, zone, change).subSet(from, to));

      assertThat(fires(schedule, from, to))
          .as("'%s' in %s around %s, seed %d", cron.text(), zone, change, seed)
          .isEqualTo(expected);
      compared += expected.isEmpty() ? 0 : 1;
    }
  }

  private static List<Instant> fires(Schedule schedule, Instant from, Instant to) {
    List<Instant> fires = new ArrayList<>();
    Instant after = from.minusNanos(1);
    for (Instant fire = next(schedule, after); fire.isBefore(to); fire = next(schedule, fire)) {
      fires.add(fire);
    }
    return fires;
  }

  /** One that stands still would never end. */
  private static Instant next(Schedule schedule, Instant after) {
    Instant next = schedule.next(after).orElseThrow();
    assertThat(next).as("'%s' after %s", schedule, after).isAfter(after);
    return next;
  }

  private static TreeSet<Instant> byDefinition(
      RandomCron cron, ZoneId zone, ZoneOffsetTransition change) {
    ZoneRules rules = zone.getRules();
    boolean everyHour = cron.hour().values().size() == 24;
    TreeSet<Instant> fires = new TreeSet<>();
    LocalDateTime end = change.getDateTimeAfter().plus(FARTHER);
    LocalDateTime start = change.getDateTimeBefore().minus(FARTHER);
    for (LocalDateTime time = start.withSecond(cron.second().values().first());
        time.isBefore(end);
        time = time.plusMinutes(1)) {
      if (!cron.matches(time)) {
        continue;
      }
      List<ZoneOffset> offsets = rules.getValidOffsets(time);
      if (offsets.isEmpty()) {
        ZoneOffsetTransition gap = rules.getTransition(time);
        if (!everyHour || gap.getDuration().toMinutes() % 60 != 0) {
          fires.add(gap.getInstant());
        }
      } else {
        fires.add(time.toInstant(offsets.getFirst()));
        if (everyHour || cron.hour().star()) {
          fires.add(time.toInstant(offsets.getLast()));
        }
      }
    }
    return fires;
  }
}
