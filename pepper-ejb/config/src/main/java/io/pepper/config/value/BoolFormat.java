package io.pepper.config.value;

import io.pepper.json.JsonWriter;

/** True or false, in the spellings that Go accepts. */
final class BoolFormat implements ValueFormat {
  @Override
  public Boolean parse(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw new RefusedPartException(text);
    };
  }

  /** Returns whether {@link #parse} would accept the text. */
  static boolean isBool(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False" -> true;
      default -> false;
    };
  }

  @Override
  public void write(Object value, JsonWriter out) {
    out.raw(value.toString());
  }

  @Override
  public String accepts() {
    return "1, t, T, TRUE, true, True, 0, f, F, FALSE, false or False";
  }
}
