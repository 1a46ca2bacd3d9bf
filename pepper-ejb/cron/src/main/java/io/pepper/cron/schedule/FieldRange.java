package io.pepper.cron.schedule;

import io.pepper.cron.schedule.calendar.Bits;
import java.util.ArrayList;
import java.util.List;

/**
 * The values from a start to an end in steps. A range that ends before it starts goes on at the
 * field's least value, and its steps go on with it: hours {@code 22-4/2} are 22, 0, 2 and 4.
 *
 * @param item as it was written
 */
record FieldRange(CronField field, String item, int start, int end, int step) {
  /**
   * @throws InvalidScheduleException if it wraps and must not
   */
  long bits(Grammar grammar) {
    FieldRange range = fromSunday();
    if (range.start <= range.end) {
      return range.folded();
    }
    if (!grammar.wraps()) {
      throw field.invalid(
          "range '%s' starts beyond its end: write %s".formatted(item, range.unwrapped()));
    }
    if (field == CronField.DAY_OF_MONTH && step > 1) {
      throw field.invalid(
          "range '%s' goes over the end of a month, and months differ in length, so its steps are"
                  .formatted(item)
              + " not certain: write the days, such as "
              + range.unwrapped());
    }
    return range.wrapped();
  }

  /** Returns this range with a Sunday written as 7 at its start as 0: 7-2 is 0-2. */
  private FieldRange fromSunday() {
    return start > field.max && start > end
        ? new FieldRange(field, item, field.min, end, step)
        : this;
  }

  /** Makes Sunday 0 where it was written as 7. */
  private long folded() {
    long bits = Bits.range(start, end, step);
    long beyond = bits & ~field.all();
    return beyond == 0 ? bits : bits & field.all() | 1L << field.min;
  }

  private long wrapped() {
    long bits = Bits.range(start, field.max, step);
    return second() > end ? bits : bits | Bits.range(second(), end, step);
  }

  /** Returns the first value after the wrap. */
  private int second() {
    int size = field.max - field.min + 1;
    int steps = (field.max - start) / step + 1;
    long next = start + (long) steps * step;
    return (int) Math.min(next - size, Integer.MAX_VALUE);
  }

  /** Returns the same values as ranges that do not wrap. */
  private String unwrapped() {
    List<String> parts = new ArrayList<>();
    add(parts, start, field.max);
    if (second() <= end) {
      add(parts, second(), end);
    }
    return String.join(",", parts);
  }

  private void add(List<String> parts, int from, int to) {
    String steps = step == 1 ? "" : "/" + step;
    parts.add(from == to ? Integer.toString(from) : from + "-" + to + steps);
  }
}
