package io.pepper.config.edit;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.InvalidDefinitionException;
import java.util.Optional;

/**
 * The rules for secrets, which are shown as {@code ***}: that text, written back, stands for the
 * secret that is there, and a key that is a secret stays one when a whole file is written.
 */
final class MaskedValues {
  private MaskedValues() {}

  static boolean isMask(String value) {
    return value.equals(HiddenValues.MASK);
  }

  /**
   * Returns whether a key that is no secret has the text for a value, as it may come from gokeeper.
   */
  static boolean isPlainMask(Optional<ConfigEntry> present) {
    return present.filter(there -> !there.isSecret() && isMask(there.value())).isPresent();
  }

  /**
   * Returns the secret that {@code ***} stands for, whatever type is written with it: an ini file
   * can have the text for types without it only.
   *
   * @throws InvalidDefinitionException if there is none
   */
  static ConfigEntry kept(SectionName section, KeyName key, Optional<ConfigEntry> present) {
    return present
        .filter(ConfigEntry::isSecret)
        .orElseThrow(() ->
            new InvalidDefinitionException(
                section + "." + key,
                "is ***, which stands for the secret that is there, and there is none; write the value"));
  }
}
