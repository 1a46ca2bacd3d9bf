package io.pepper.config.value;

/**
 * One pass over the text of a length of time. Fractions are rounded as Go rounds them, in floating
 * point, since clients would else see other values than before. Numbers are unsigned, up to 2^63,
 * so that the smallest negative length can be read.
 */
final class DurationScanner {
  private static final long MAX = Long.MIN_VALUE;

  private final String text;
  private int at;

  DurationScanner(String text) {
    this.text = text;
  }

  /**
   * Reads the whole text.
   *
   * @throws RefusedPartException if it is no length of time, or one that 64 bits cannot count
   */
  long nanos() {
    boolean isNegative = text.startsWith("-");
    at = isNegative || text.startsWith("+") ? 1 : 0;
    if (text.substring(at).equals("0")) {
      return 0;
    }
    demand(at < text.length());
    long total = 0;
    while (at < text.length()) {
      total = checked(total + next());
    }
    demand(isNegative || total >= 0);
    return isNegative ? -total : total;
  }

  /** Reads one number with its unit. */
  private long next() {
    int start = at;
    long whole = whole();
    int digits = at - start;
    long fraction = 0;
    double scale = 1;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      int first = at;
      boolean isFull = false;
      for (; isDigit(); at++) {
        long longer = append(fraction);
        isFull |= Long.compareUnsigned(fraction, Long.MAX_VALUE / 10) > 0 || exceeds(longer);
        if (!isFull) {
          fraction = longer;
          scale *= 10;
        }
      }
      digits += at - first;
    }
    demand(digits > 0);
    long unit = unit();
    demand(Long.compareUnsigned(whole, Long.divideUnsigned(MAX, unit)) <= 0);
    return checked(whole * unit + (long) (Math.abs((double) fraction) * (unit / scale)));
  }

  private long whole() {
    long value = 0;
    for (; isDigit(); at++) {
      demand(Long.compareUnsigned(value, Long.divideUnsigned(MAX, 10)) <= 0);
      value = checked(append(value));
    }
    return value;
  }

  private long append(long value) {
    return value * 10 + text.charAt(at) - '0';
  }

  private long unit() {
    int start = at;
    while (at < text.length() && !isDigit() && text.charAt(at) != '.') {
      at++;
    }
    return switch (text.substring(start, at)) {
      case "ns" -> 1;
      case "us", "\u00b5s", "\u03bcs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> throw new RefusedPartException(text);
    };
  }

  private boolean isDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private long checked(long value) {
    demand(!exceeds(value));
    return value;
  }

  private static boolean exceeds(long value) {
    return Long.compareUnsigned(value, MAX) > 0;
  }

  private void demand(boolean holds) {
    if (!holds) {
      throw new RefusedPartException(text);
    }
  }
}
