package io.pepper.client.config;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The value of a key. Immutable; equal if type and text are.
 *
 * @param type as files write it, such as {@code int}
 * @param text that the type accepts; of a secret that is not shown, three asterisks
 */
record TypedValue(String type, String text, boolean isSecret) {
  private static final String MASK = "***";

  /** Returns whether it is a secret that the server does not show. */
  boolean isHidden() {
    return isSecret && text.equals(MASK);
  }

  /**
   * Returns the value; see {@link ValueTexts#read}.
   *
   * @throws IllegalArgumentException if this version of the client does not know the type
   */
  Object read() {
    return ValueTexts.read(type, text);
  }

  /**
   * Returns it as Java's properties have it (docs/protocol.md, Files as properties): maps as a
   * property for each key.
   */
  Map<String, String> properties(String key) {
    Map<String, String> properties = new LinkedHashMap<>();
    Object value;
    try {
      value = isHidden() ? text : read();
    } catch (IllegalArgumentException e) {
      value = text;
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, each) -> properties.put(key + "." + name, plain(each)));
    } else {
      properties.put(key, plain(value));
    }
    return properties;
  }

  private static String plain(Object value) {
    return switch (value) {
      case Collection<?> all ->
          all.stream().map(TypedValue::plain).collect(Collectors.joining(","));
      case Duration duration -> duration.toString();
      default -> value.toString();
    };
  }

  /** Returns the type, and never the text, which may be a secret. */
  @Override
  public String toString() {
    return type;
  }
}
