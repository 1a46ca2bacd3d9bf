package io.pepper.job;

/** Unsigned decimal numbers as bytes; {@link Long#toUnsignedString} is slow for job ids. */
final class Digits {
  private Digits() {}

  /** How many digits the number has. */
  static int unsigned(long number) {
    int digits = 1;
    for (long rest = tenth(number); rest != 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /**
   * @return where the digits end
   */
  static int write(long number, byte[] out, int start) {
    int end = start + unsigned(number);
    long rest = number;
    for (int at = end - 1; at >= start; at--) {
      long tenth = tenth(rest);
      out[at] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    return end;
  }

  /** Divides by ten, reading the number as unsigned; the result is never negative. */
  private static long tenth(long number) {
    return number >= 0 ? number / 10 : (number >>> 1) / 5;
  }
}
