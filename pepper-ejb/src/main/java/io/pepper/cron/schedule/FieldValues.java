package io.pepper.cron.schedule;

/**
 * What one field of a cron expression says.
 *
 * @param bits the values that match
 * @param star whether it contains {@code *} or {@code ?}
 */
record FieldValues(long bits, boolean star) {
  /** Reads a comma list; empty items are passed over because the original does. */
  static FieldValues parse(CronField field, String text) {
    long bits = 0;
    boolean star = false;
    for (String item : text.split(",")) {
      if (!item.isEmpty()) {
        FieldValues values = item(field, item);
        bits |= values.bits;
        star |= values.star;
      }
    }
    if (bits == 0) {
      throw field.invalid("'" + text + "' names no value, so it would never fire: use * for all");
    }
    return new FieldValues(bits, star);
  }

  private static FieldValues item(CronField field, String item) {
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
        field.value(ends[1]);
      }
      return new FieldValues(Bits.range(field.least, field.most, step), true);
    }
    int start = field.value(ends[0]);
    int end = start;
    if (ends.length == 2) {
      end = field.value(ends[1]);
    } else if (parts.length == 2) {
      end = Math.max(start, field.most);
    }
    if (start > end) {
      throw field.invalid(
          "range '%s' starts beyond its end: write two, as in %s-%d,%d-%s"
              .formatted(item, ends[0], field.most, field.least, ends[1]));
    }
    return new FieldValues(folded(field, Bits.range(start, end, step)), false);
  }

  /** Makes Sunday 0 where it was written as 7. */
  private static long folded(CronField field, long bits) {
    long beyond = bits & ~field.all();
    return beyond == 0 ? bits : bits & field.all() | 1L << field.least;
  }
}
