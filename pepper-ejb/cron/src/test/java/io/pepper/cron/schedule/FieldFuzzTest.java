package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.schedule.calendar.Bits;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares fields made of random pieces with what walking round a clock says. */
class FieldFuzzTest {
  private static final int FIELDS = Integer.getInteger("pepper.fuzz", 15_000);
  private static final String[] PIECES = {
    "*", "?", "-", "/", ",", "+", "0", "7", "mon", "SUN", "dec"
  };
  private static final Pattern ITEM =
      Pattern.compile(
          "(?i)([*?]|\\+?\\d{1,9}|[a-z]{3})(?:-(\\+?\\d{1,9}|[a-z]{3}))?(?:/(\\+?\\d{1,9}))?");
  private static final String NAMES =
      "sun mon tue wed thu fri sat jan feb mar apr may jun jul aug sep oct nov dec ";

  @ParameterizedTest
  @EnumSource(CronField.class)
  void readsWhatTheFieldSaysOrRefusesIt(CronField field) {
    Random random = new Random(7);
    int taken = 0;
    for (int i = 0; i < FIELDS; i++) {
      String text = text(random, field);
      Grammar grammar = new Grammar(random.nextBoolean(), random.nextInt(4) == 0);
      Optional<TreeSet<Integer>> expected = expected(field, text, grammar);
      Optional<TreeSet<Integer>> actual = actual(field, text, grammar);
      assertThat(actual).as("%s '%s' %s", field, text, grammar).isEqualTo(expected);
      taken += actual.isPresent() ? 1 : 0;
    }
    assertThat(taken).as("fields that mean something").isGreaterThan(FIELDS / 10);
  }

  @ParameterizedTest
  @EnumSource(CronField.class)
  void hintsAtTheSameValues(CronField field) {
    Random random = new Random(11);
    for (int i = 0; i < FIELDS / 5; i++) {
      String range =
          value(random, field) + "-" + value(random, field) + "/" + (1 + random.nextInt(9));
      try {
        FieldValues.parse(field, range, new Grammar(false, false));
      } catch (InvalidScheduleException e) {
        String hint = e.problem().replaceFirst(".*: write (?:the days, such as )?", "");
        if (!hint.equals(e.problem())) {
          assertThat(actual(field, hint, new Grammar(false, false)))
              .as("%s for %s", hint, range)
              .isPresent()
              .isEqualTo(onTheClock(field, range));
        }
      }
    }
  }

  private static Optional<TreeSet<Integer>> onTheClock(CronField field, String range) {
    // As if every month had 31 days.
    TreeSet<Integer> values = new TreeSet<>();
    Matcher parts = ITEM.matcher(range);
    assertThat(parts.matches()).isTrue();
    int from = number(field, parts.group(1));
    int to = number(field, parts.group(2));
    int size = field.max - field.min + 1;
    for (int at = from; at <= to + size; at += Integer.parseInt(parts.group(3))) {
      values.add((at - field.min) % size + field.min);
    }
    return Optional.of(values);
  }

  /** Mostly well formed, so that both verdicts are common. */
  private static String text(Random random, CronField field) {
    StringBuilder text = new StringBuilder();
    for (int items = 1 + random.nextInt(3); items > 0; items--) {
      if (random.nextInt(10) == 0) {
        for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
          text.append(PIECES[random.nextInt(PIECES.length)]);
        }
      } else {
        text.append(random.nextInt(5) == 0 ? "*" : value(random, field));
        text.append(random.nextBoolean() ? "-" + value(random, field) : "");
        text.append(random.nextBoolean() ? "/" + (1 + random.nextInt(13)) : "");
      }
      text.append(items > 1 ? "," : "");
    }
    return text.toString();
  }

  private static String value(Random random, CronField field) {
    return random.nextInt(30) == 0
        ? PIECES[6 + random.nextInt(5)]
        : Integer.toString(field.min + random.nextInt(field.max - field.min + 2));
  }

  private static Optional<TreeSet<Integer>> actual(CronField field, String text, Grammar grammar) {
    try {
      long bits = FieldValues.parse(field, text, grammar).bits();
      return Optional.of(Bits.values(bits).boxed().collect(Collectors.toCollection(TreeSet::new)));
    } catch (InvalidScheduleException e) {
      return Optional.empty();
    }
  }

  private static Optional<TreeSet<Integer>> expected(
      CronField field, String text, Grammar grammar) {
    TreeSet<Integer> values = new TreeSet<>();
    for (String item : text.split(",")) {
      if (!item.isEmpty() && !walk(field, item, grammar, values)) {
        return Optional.empty();
      }
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  /** Goes from value to value as the hand of a clock does; false for what must be refused. */
  private static boolean walk(
      CronField field, String item, Grammar grammar, TreeSet<Integer> values) {
    Matcher parts = ITEM.matcher(item);
    if (!parts.matches()) {
      return false;
    }
    boolean star = parts.group(1).matches("[*?]");
    int from = star ? field.min : number(field, parts.group(1));
    int named = parts.group(2) == null ? from : number(field, parts.group(2));
    int step = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
    if (from < 0
        || named < 0
        || step == 0
        || star && parts.group(2) != null && !grammar.starRanges()) {
      return false;
    }
    boolean open = star || parts.group(2) == null && parts.group(3) != null;
    int to = open ? Math.max(from, field.max) : named;
    boolean sunday = from == 7 && field == CronField.UNIX_DAY_OF_WEEK && to < 7;
    from = sunday ? 0 : from;
    boolean wraps = from > to;
    if (wraps && (!grammar.wraps() || field == CronField.DAY_OF_MONTH && step > 1)) {
      return false;
    }
    int size = field.max - field.min + 1;
    int length = wraps ? to + size - from : to - from;
    for (int gone = 0; gone <= length; gone++) {
      if (gone % step == 0) {
        values.add((from + gone - field.min) % size + field.min);
      }
    }
    return true;
  }

  private static int number(CronField field, String text) {
    if (!Character.isLetter(text.charAt(0))) {
      int number = Integer.parseInt(text);
      boolean sunday = field == CronField.UNIX_DAY_OF_WEEK && number == 7;
      return number >= field.min && number <= field.max || sunday ? number : -1;
    }
    int at = NAMES.indexOf(text.toLowerCase(java.util.Locale.ROOT) + " ") / 4;
    boolean month = field == CronField.MONTH && at >= 7;
    boolean day = field.title.equals("day of week") && at < 7;
    return month ? at - 6 : day ? at : -1;
  }
}
