package io.pepper.config.value;

import io.pepper.json.JsonWriter;
import java.util.regex.Pattern;

/**
 * Floating-point numbers of 64 bits in Go's syntax: decimal or hexadecimal, with exponents, and
 * with underscores between digits. What JSON cannot carry, NaN and infinities, is refused.
 */
final class FloatFormat implements ValueFormat {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "[+-]?0[xX](?:[0-9a-fA-F]+(?:\\.[0-9a-fA-F]*)?|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");
  private static final Pattern MISPLACED_UNDERSCORE = Pattern.compile("(?<![0-9])_|_(?![0-9])");

  /** As before, where the base {@code 0x} counts as a digit. */
  private static final Pattern MISPLACED_HEX_UNDERSCORE =
      Pattern.compile("(?<![0-9a-fA-FxX])_|_(?![0-9a-fA-F])");

  @Override
  public Double parse(String text) {
    String digits = text.replace("_", "");
    boolean isHexadecimal = HEXADECIMAL.matcher(digits).matches();
    if (!isHexadecimal && !DECIMAL.matcher(digits).matches()) {
      throw new RefusedPartException(text);
    }
    Pattern misplaced = isHexadecimal ? MISPLACED_HEX_UNDERSCORE : MISPLACED_UNDERSCORE;
    double value = Double.parseDouble(digits);
    if (misplaced.matcher(text).find() || Double.isInfinite(value)) {
      throw new RefusedPartException(text);
    }
    return value;
  }

  @Override
  public void write(Object value, JsonWriter out) {
    out.raw(GoFloat.text((Double) value));
  }

  @Override
  public String accepts() {
    return "a number in Go's syntax, such as 0.5, -2e-3 or 0x1p-4, without blanks; not NaN and Inf, which JSON cannot carry";
  }
}
