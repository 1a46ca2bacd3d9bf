package io.pepper.config.value;

import io.pepper.json.JsonWriter;

/** Whole numbers of 64 bits in decimal. */
final class IntFormat implements ValueFormat {
  @Override
  public Long parse(String text) {
    if (!text.chars().allMatch(IntFormat::mayOccur)) {
      throw new RefusedPartException(text);
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new RefusedPartException(text);
    }
  }

  /** Keeps out the digits of other scripts, which Java would accept. */
  private static boolean mayOccur(int character) {
    return character >= '0' && character <= '9' || character == '+' || character == '-';
  }

  @Override
  public void write(Object value, JsonWriter out) {
    out.number((Long) value);
  }

  @Override
  public String accepts() {
    return "a whole number from -9223372036854775808 to 9223372036854775807, in decimal digits with or without a sign, without blanks";
  }
}
