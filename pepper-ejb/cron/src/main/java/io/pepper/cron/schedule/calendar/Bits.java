package io.pepper.cron.schedule.calendar;

import java.util.stream.IntStream;

/** Sets of numbers from 0 to 63, the number n being bit n: 100,000 schedules must stay small. */
public final class Bits {
  private Bits() {}

  /** Returns the numbers from least to most, both included. */
  public static long range(int least, int most, int step) {
    long bits = 0;
    for (long value = least; value <= most; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }

  public static boolean contains(long bits, int value) {
    return (bits >>> value & 1) != 0;
  }

  /**
   * Returns the least value not below the given one.
   *
   * @return -1 if there is none
   */
  public static int next(long bits, int from) {
    long rest = bits & -1L << from;
    return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
  }

  public static int first(long bits) {
    return Long.numberOfTrailingZeros(bits);
  }

  public static int last(long bits) {
    return 63 - Long.numberOfLeadingZeros(bits);
  }

  /** Returns the values in ascending order. */
  public static IntStream values(long bits) {
    return IntStream.range(0, 64).filter(value -> contains(bits, value));
  }

  /**
   * Returns the distance between neighbours if it is always the same.
   *
   * @return 0 if it is not, or if there are fewer than two
   */
  public static int step(long bits) {
    int first = first(bits);
    int second = Long.bitCount(bits) < 2 ? first : next(bits, first + 1);
    int step = second - first;
    return step > 0 && range(first, last(bits), step) == bits ? step : 0;
  }
}
