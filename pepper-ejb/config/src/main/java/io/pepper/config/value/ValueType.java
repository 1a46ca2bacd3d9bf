package io.pepper.config.value;

import java.util.Optional;

/** A type of values. */
public enum ValueType {
  STRING("string"),
  BOOL("bool"),
  INT("int"),
  INT64("int64"),
  FLOAT64("float64"),
  DURATION("time.Duration"),
  STRING_LIST("[]string"),
  INT_LIST("[]int"),
  INT64_LIST("[]int64"),
  FLOAT64_LIST("[]float64"),
  BOOL_LIST("[]bool"),
  STRING_BY_STRING("map[string]string"),
  INT_BY_STRING("map[string]int"),
  STRING_BY_INT("map[int]string"),
  INT_BY_INT("map[int]int"),
  BOOL_BY_STRING("map[string]bool"),
  BOOL_BY_INT("map[int]bool"),
  STRING_SET("map[string]struct{}"),
  INT_SET("map[int]struct{}"),
  STRING_LIST_BY_STRING("map[string][]string"),
  JSON("json");

  private final String text;

  ValueType(String text) {
    this.text = text;
  }

  /** Returns the type as files and requests write it. */
  public String text() {
    return text;
  }

  /** Finds a type by its text; the empty text is {@link #STRING}. */
  public static Optional<ValueType> of(String text) {
    if (text.isEmpty()) {
      return Optional.of(STRING);
    }
    for (ValueType type : values()) {
      if (type.text.equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Returns the left side of an ini line for a key of this type. */
  public String rawKey(String key) {
    return this == STRING ? key : key + " " + text;
  }

  /**
   * Reads a value.
   *
   * @return a {@code String} (also for JSON), {@code Boolean}, {@code Long}, {@code Double}, {@code
   *     Duration}, {@code List} or {@code Map} of these; a set is a map to {@code Nothing}
   * @throws InvalidValueException if the type does not accept the text
   */
  public Object parse(String value) {
    throw new InvalidValueException("not yet");
  }
}
