package io.pepper.job;

/** Unsigned decimal numbers as bytes; {@link Long#toUnsignedString} is slow for job ids. */
final class Digits {
  private static final long TEN_TO_19 = Long.parseUnsignedLong("10000000000000000000");

  private Digits() {}

  /** Returns how many digits the number has. */
  static int unsigned(long number) {
    if (number < 0) {
      return Long.compareUnsigned(number, TEN_TO_19) < 0 ? 19 : 20;
    }
    int digits = 1;
    for (long power = 10; digits < 19 && number >= power; power *= 10) {
      digits++;
    }
    return digits;
  }

  /**
   * Writes the number's digits.
   *
   * @return where they end
   */
  static int write(long number, byte[] out, int start) {
    int end = start + unsigned(number);
    int at = end;
    long rest = number;
    while (at - start >= 2) {
      long hundredth = hundredth(rest);
      int pair = (int) (rest - hundredth * 100);
      out[--at] = (byte) ('0' + pair % 10);
      out[--at] = (byte) ('0' + pair / 10);
      rest = hundredth;
    }
    if (at > start) {
      out[start] = (byte) ('0' + rest);
    }
    return end;
  }

  /** Divides by a hundred, reading the number as unsigned; the result is never negative. */
  private static long hundredth(long number) {
    return number >= 0 ? number / 100 : (number >>> 2) / 25;
  }
}
