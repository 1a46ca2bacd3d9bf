package io.pepper.config.definition;

import io.pepper.config.value.InvalidValueException;
import io.pepper.config.value.ValueType;

/**
 * A key with its typed value, as text. Immutable.
 *
 * @param rawKey the left side as it was written, such as {@code n int}
 * @param value the text that {@code type} accepts; of a secret, its encrypted form
 * @param isSecret whether the value is kept encrypted, and masked for all but subscribers
 */
public record ConfigEntry(
    KeyName key, ValueType type, String rawKey, String value, boolean isSecret) {
  /**
   * Creates an entry that is no secret, with the left side that an ini file would have.
   *
   * @throws InvalidValueException if the type does not accept the text
   */
  public static ConfigEntry of(KeyName key, ValueType type, String value) {
    type.parse(value);
    return new ConfigEntry(key, type, type.rawKey(key.value()), value, false);
  }

  /** Returns the type as clients know it: for JSON the name of the field, else the type. */
  public String wireType() {
    return type == ValueType.JSON ? key.fieldName() : type.text();
  }

  /** Returns the same key with another value. */
  public ConfigEntry with(String other) {
    return new ConfigEntry(key, type, rawKey, other, isSecret);
  }

  /** Returns the same key with the same value, a secret or none. */
  public ConfigEntry withSecret(boolean secret) {
    return new ConfigEntry(key, type, rawKey, value, secret);
  }
}
