package io.pepper.cron.schedule;

import java.time.LocalDateTime;
import java.time.Month;
import java.util.Random;

/**
 * A random cron expression, seconds first, and what it means by the definition of docs/protocol.md,
 * Schedules.
 */
record RandomCron(
    RandomField second,
    RandomField minute,
    RandomField hour,
    RandomField date,
    RandomField month,
    RandomField weekday) {
  /** Days are restricted in one way, or in both without a star. */
  static RandomCron comparableWithQuartz(Random random) {
    RandomField anyDate = RandomField.star(CronField.DAY_OF_MONTH);
    RandomField anyWeekday = RandomField.star(CronField.DAY_OF_WEEK);
    int kind = random.nextInt(3);
    return new RandomCron(
        RandomField.of(random, CronField.SECOND, 3),
        RandomField.of(random, CronField.MINUTE, 3),
        RandomField.of(random, CronField.HOUR, 3),
        switch (kind) {
          case 0 -> RandomField.of(random, CronField.DAY_OF_MONTH, 3);
          case 1 -> anyDate;
          default -> RandomField.plain(random, CronField.DAY_OF_MONTH);
        },
        RandomField.of(random, CronField.MONTH, 2),
        switch (kind) {
          case 0 -> anyWeekday;
          case 1 -> RandomField.of(random, CronField.DAY_OF_WEEK, 3);
          default -> RandomField.plain(random, CronField.DAY_OF_WEEK);
        });
  }

  /** At one second of each minute at most, on days that are not rare. */
  static RandomCron byTheMinute(Random random, int second) {
    return new RandomCron(
        RandomField.of(second),
        RandomField.of(random, CronField.MINUTE, 3),
        RandomField.of(random, CronField.HOUR, 3),
        RandomField.of(random, CronField.DAY_OF_MONTH, 2),
        RandomField.star(CronField.MONTH),
        RandomField.of(random, CronField.DAY_OF_WEEK, 2));
  }

  String text() {
    return String.join(
        " ", second.text(), minute.text(), hour.text(), date.text(), month.text(), weekday.text());
  }

  boolean matches(LocalDateTime time) {
    boolean dates = date.values().contains(time.getDayOfMonth());
    boolean weekdays = weekday.values().contains(time.getDayOfWeek().getValue() % 7);
    return second.values().contains(time.getSecond())
        && minute.values().contains(time.getMinute())
        && hour.values().contains(time.getHour())
        && month.values().contains(time.getMonthValue())
        && (date.star() || weekday.star() ? dates && weekdays : dates || weekdays);
  }

  boolean neverMatches() {
    return (date.star() || weekday.star())
        && month.values().stream()
            .noneMatch(number -> date.values().first() <= Month.of(number).maxLength());
  }
}
