package io.pepper.config.edit;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.InvalidDefinitionException;
import java.util.LinkedHashMap;
import java.util.Map;
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
   * Returns what was written, with the secrets that are there.
   *
   * @throws InvalidDefinitionException if there is none for {@code ***} to stand for
   */
  static FileContent restored(FileContent present, FileContent written) {
    Map<SectionName, Map<KeyName, ConfigEntry>> sections = new LinkedHashMap<>();
    written
        .sections()
        .forEach((section, keys) -> {
          Map<KeyName, ConfigEntry> restored = new LinkedHashMap<>(keys);
          restored.replaceAll((key, entry) -> restored(section, present.find(section, key), entry));
          sections.put(section, restored);
        });
    return new FileContent(sections);
  }

  private static ConfigEntry restored(
      SectionName section, Optional<ConfigEntry> present, ConfigEntry written) {
    boolean wasSecret = present.filter(ConfigEntry::isSecret).isPresent();
    if (!isMask(written.value()) || isPlainMask(present)) {
      return wasSecret ? secret(written) : written;
    }
    return kept(section, written.key(), present);
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

  private static ConfigEntry secret(ConfigEntry entry) {
    return new ConfigEntry(entry.key(), entry.type(), entry.rawKey(), entry.value(), true);
  }
}
