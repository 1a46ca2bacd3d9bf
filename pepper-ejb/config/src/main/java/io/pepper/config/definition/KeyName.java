package io.pepper.config.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The name of a key in a section.
 *
 * @param value 1 to 200 characters, without {@code /}, control characters and blanks
 */
public record KeyName(String value) implements Comparable<KeyName> {
  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException naming the name and the rule
   */
  public KeyName {
    NameRule.check("a key", value);
    if (value.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "'%s' is not the name of a key: it contains a blank".formatted(value));
    }
  }

  /** Returns the name of the field that generated programs keep the value in: a_bc is ABc. */
  public String fieldName() {
    return Arrays.stream(value.split("_"))
        .filter(part -> !part.isEmpty())
        .map(KeyName::capitalized)
        .collect(Collectors.joining());
  }

  private static String capitalized(String part) {
    int first = part.offsetByCodePoints(0, 1);
    return part.substring(0, first).toUpperCase(Locale.ROOT) + part.substring(first);
  }

  @Override
  public int compareTo(KeyName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
