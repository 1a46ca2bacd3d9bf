package io.pepper.config.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating-point numbers as Go's {@code encoding/json} writes them. */
final class GoFloat {
  private static final double MIN_PLAIN = 1e-6;
  private static final double MIN_EXPONENTIAL = 1e21;

  private GoFloat() {}

  /** Returns the shortest text that reads back as the same finite number. */
  static String text(double value) {
    double size = Math.abs(value);
    String sign = Double.compare(value, 0.0) < 0 ? "-" : "";
    if (size == 0) {
      return sign + "0";
    }
    BigDecimal shortest = shortest(size);
    boolean isPlain = size >= MIN_PLAIN && size < MIN_EXPONENTIAL;
    return sign + (isPlain ? shortest.toPlainString() : exponential(shortest));
  }

  private static String exponential(BigDecimal value) {
    String digits = value.unscaledValue().toString();
    int exponent = value.precision() - value.scale() - 1;
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
  }

  /** Returns the shortest decimal; Java alone would always take two digits or more. */
  private static BigDecimal shortest(double size) {
    BigDecimal decimal = new BigDecimal(Double.toString(size)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    BigDecimal below = oneDigit(decimal, RoundingMode.DOWN);
    BigDecimal above = oneDigit(decimal, RoundingMode.UP);
    boolean isBelow = below.doubleValue() == size;
    boolean isAbove = above.doubleValue() == size;
    if (!isBelow && !isAbove) {
      return decimal;
    }
    return isBelow && (!isAbove || isNearer(below, above, size)) ? below : above;
  }

  private static BigDecimal oneDigit(BigDecimal decimal, RoundingMode mode) {
    return decimal.round(new MathContext(1, mode)).stripTrailingZeros();
  }

  private static boolean isNearer(BigDecimal one, BigDecimal other, double size) {
    BigDecimal exact = new BigDecimal(size);
    return exact.subtract(one).abs().compareTo(exact.subtract(other).abs()) < 0;
  }
}
