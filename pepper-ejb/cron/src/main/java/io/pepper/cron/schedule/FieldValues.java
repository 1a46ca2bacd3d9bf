package io.pepper.cron.schedule;

import io.pepper.cron.schedule.calendar.Bits;

/**
 * The values that one field of a cron expression matches.
 *
 * @param bits the values that match
 * @param star whether it contains {@code *} or {@code ?}
 */
record FieldValues(long bits, boolean star) {
  /** Reads a comma list; empty items are passed over because the original does. */
  static FieldValues parse(CronField field, String text, Grammar grammar) {
    long bits = 0;
    boolean star = false;
    for (String item : text.split(",")) {
      if (!item.isEmpty()) {
        FieldValues values = item(field, item, grammar);
        bits |= values.bits;
        star |= values.star;
      }
    }
    if (bits == 0) {
      throw field.invalid("'" + text + "' names no value, so it would never fire: use * for all");
    }
    return new FieldValues(bits, star);
  }

  private static FieldValues item(CronField field, String item, Grammar grammar) {
    String[] parts = item.split("/", -1);
    String[] ends = parts[0].split("-", -1);
    if (parts.length > 2) {
      throw field.invalid("'" + item + "' has too many slashes: write one step, as in 0-30/5");
    }
    if (ends.length > 2) {
      throw field.invalid("'" + item + "' has too many hyphens: write a range as in 1-5");
    }
    int step = parts.length == 2 ? field.step(parts[1]) : 1;
    if (ends[0].equals("*") || ends[0].equals("?")) {
      if (ends.length == 2) {
        refuseStarRange(field, item, ends, grammar);
      }
      return new FieldValues(Bits.range(field.min, field.max, step), true);
    }
    int start = field.value(ends[0]);
    int end = start;
    if (ends.length == 2) {
      end = field.value(ends[1]);
    } else if (parts.length == 2) {
      end = Math.max(start, field.max);
    }
    FieldRange range = new FieldRange(field, item, start, end, step);
    return new FieldValues(range.bits(grammar), false);
  }

  private static void refuseStarRange(
      CronField field, String item, String[] ends, Grammar grammar) {
    int end = field.value(ends[1]);
    String step = item.contains("/") ? item.substring(item.indexOf('/')) : "";
    if (!grammar.starRanges()) {
      throw field.invalid(
          "'%s' is no range: write %d-%d%s for a range, or %s%s for all"
              .formatted(item, field.min, end, step, ends[0], step));
    }
  }
}
