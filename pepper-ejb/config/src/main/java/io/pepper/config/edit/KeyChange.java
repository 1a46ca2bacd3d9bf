package io.pepper.config.edit;

import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.value.ValueType;
import java.util.Optional;

/**
 * The change of one key.
 *
 * @param type of the value; empty to keep the type that the key has, {@code string} for a new one
 * @param value the new text; empty to delete the key
 * @param secret whether the value is a secret; empty to leave that as it is
 */
public record KeyChange(
    SectionName section,
    KeyName key,
    Optional<ValueType> type,
    Optional<String> value,
    Optional<Boolean> secret) {
  /** Returns a change that sets a value. */
  public static KeyChange set(SectionName section, KeyName key, ValueType type, String value) {
    return new KeyChange(section, key, Optional.of(type), Optional.of(value), Optional.empty());
  }

  /** Returns a change that deletes a key; one that is not there is no error. */
  public static KeyChange delete(SectionName section, KeyName key) {
    return new KeyChange(section, key, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
