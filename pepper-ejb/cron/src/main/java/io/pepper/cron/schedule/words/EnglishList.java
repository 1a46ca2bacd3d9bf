package io.pepper.cron.schedule.words;

import io.pepper.cron.schedule.calendar.Bits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Lists in English, as brief as stays exact. */
final class EnglishList {
  /** Fewer are clearer one by one. */
  private static final int MIN_IN_STEPS = 5;

  private static final int MIN_IN_RANGE = 3;

  private EnglishList() {}

  static String of(List<String> items) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /**
   * Returns a list such as {@code 0, 5 and 9 through 17}, or {@code 0 through 56 in steps of 7}.
   */
  static String of(long bits, IntFunction<String> name) {
    int step = Bits.step(bits);
    if (step > 1 && Long.bitCount(bits) >= MIN_IN_STEPS) {
      return "%s through %s in steps of %d"
          .formatted(name.apply(Bits.first(bits)), name.apply(Bits.last(bits)), step);
    }
    List<String> items = new ArrayList<>();
    int start = Bits.next(bits, 0);
    while (start >= 0) {
      int end = Bits.next(~bits, start) - 1;
      if (end - start + 1 >= MIN_IN_RANGE) {
        items.add(name.apply(start) + " through " + name.apply(end));
      } else {
        IntStream.rangeClosed(start, end).mapToObj(name).forEach(items::add);
      }
      start = Bits.next(bits, end + 1);
    }
    return of(items);
  }
}
