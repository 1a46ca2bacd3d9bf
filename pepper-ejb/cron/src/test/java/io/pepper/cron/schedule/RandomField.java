package io.pepper.cron.schedule;

import java.util.Random;
import java.util.TreeSet;

/**
 * A random field of a cron expression and what it means, worked out without the code under test.
 *
 * @param text as we write it
 * @param quartz as Quartz does, where Sunday is 1
 */
record RandomField(String text, String quartz, TreeSet<Integer> values, boolean star) {
  /** Any field; one in {@code stars} is a plain star. */
  static RandomField of(Random random, CronField field, int stars) {
    if (random.nextInt(stars) == 0) {
      return item(random, field, 0);
    }
    RandomField all = item(random, field, 1 + random.nextInt(5));
    for (int more = random.nextInt(3); more > 0; more--) {
      RandomField next = item(random, field, 2 + random.nextInt(4));
      TreeSet<Integer> values = new TreeSet<>(all.values);
      values.addAll(next.values);
      all =
          new RandomField(
              all.text + "," + next.text, all.quartz + "," + next.quartz, values, all.star);
    }
    return all;
  }

  /** A field that names its values. */
  static RandomField plain(Random random, CronField field) {
    return item(random, field, 2 + random.nextInt(4));
  }

  static RandomField star(CronField field) {
    return item(new Random(0), field, 0);
  }

  static RandomField of(int value) {
    return of("" + value, "" + value, value, value, 1, false);
  }

  private static RandomField item(Random random, CronField field, int kind) {
    int least = field.min;
    int size = field.max - least + 1;
    int a = least + random.nextInt(size);
    int b = a + random.nextInt(field.max - a + 1);
    int step = 1 + random.nextInt(size - 1);
    int shift = field == CronField.DAY_OF_WEEK ? 1 : 0;
    return switch (kind) {
      case 0 -> of("*", "*", least, field.max, 1, true);
      case 1 -> of("*/" + step, "*/" + step, least, field.max, step, true);
      case 2 -> of("" + a, "" + (a + shift), a, a, 1, false);
      case 3 -> of(a + "-" + b, (a + shift) + "-" + (b + shift), a, b, 1, false);
      case 4 ->
          of(
              a + "-" + b + "/" + step,
              (a + shift) + "-" + (b + shift) + "/" + step,
              a,
              b,
              step,
              false);
      default -> of(a + "/" + step, (a + shift) + "/" + step, a, field.max, step, false);
    };
  }

  private static RandomField of(
      String text, String quartz, int from, int to, int step, boolean star) {
    TreeSet<Integer> values = new TreeSet<>();
    for (int value = from; value <= to; value += step) {
      values.add(value);
    }
    return new RandomField(text, quartz, values, star);
  }
}
