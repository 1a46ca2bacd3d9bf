package io.pepper.config.value;

import io.pepper.json.JsonWriter;
import java.util.Optional;

/** A type of values: the texts that it accepts, and their values in Java and in JSON. */
public enum ValueType {
  STRING("string", new AnyTextFormat()),
  BOOL("bool", new BoolFormat()),
  INT("int", new IntFormat()),
  INT64("int64", new IntFormat()),
  FLOAT64("float64", new FloatFormat()),
  DURATION("time.Duration", new DurationFormat()),
  STRING_LIST("[]string", new ListFormat(new AnyTextFormat(), true)),
  INT_LIST("[]int", new ListFormat(new IntFormat(), false)),
  INT64_LIST("[]int64", new ListFormat(new IntFormat(), false)),
  FLOAT64_LIST("[]float64", new ListFormat(new FloatFormat(), false)),
  BOOL_LIST("[]bool", new ListFormat(new BoolFormat(), false)),
  STRING_BY_STRING(
      "map[string]string", new MapFormat(new AnyTextFormat(), new AnyTextFormat(), ",")),
  INT_BY_STRING("map[string]int", new MapFormat(new AnyTextFormat(), new IntFormat(), ",")),
  STRING_BY_INT("map[int]string", new MapFormat(new IntFormat(), new AnyTextFormat(), ",")),
  INT_BY_INT("map[int]int", new MapFormat(new IntFormat(), new IntFormat(), ",")),
  BOOL_BY_STRING("map[string]bool", new FlagMapFormat(false)),
  BOOL_BY_INT("map[int]bool", new FlagMapFormat(true)),
  STRING_SET("map[string]struct{}", new SetFormat(new AnyTextFormat())),
  INT_SET("map[int]struct{}", new SetFormat(new IntFormat())),
  STRING_LIST_BY_STRING(
      "map[string][]string",
      new MapFormat(new AnyTextFormat(), new ListFormat(new AnyTextFormat(), true), ";")),
  JSON("json", new AnyTextFormat());

  private final String text;
  private final ValueFormat format;

  ValueType(String text, ValueFormat format) {
    this.text = text;
    this.format = format;
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
   * @return a {@code String} (also for JSON, which is not checked), {@code Boolean}, {@code Long},
   *     {@code Double} (finite) or {@code Duration}; for lists a {@code List} of these; for maps a
   *     {@code Map}, and for maps to {@code struct{}} the {@code Set} of their keys, both in the
   *     order of the text. Immutable
   * @throws InvalidValueException if the type does not accept the text
   */
  public Object parse(String value) {
    try {
      return format.parse(value);
    } catch (RefusedPartException e) {
      throw InvalidValueException.of(this, value, e.part());
    }
  }

  /**
   * Writes a value as Go's {@code encoding/json} does: durations as nanoseconds, keys of maps
   * sorted as strings, the items of sets with {@code {}}, JSON as a string that holds it.
   *
   * @param value what {@link #parse} of this type has returned
   */
  public void write(Object value, JsonWriter out) {
    format.write(value, out);
  }

  /** Returns the texts that the type accepts, as the end of a sentence "the type takes …". */
  public String accepts() {
    return format.accepts();
  }
}
