package io.pepper.config.edit;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import java.util.Optional;

/**
 * A key that differs between two contents of a file. Immutable.
 *
 * @param before empty if the key was added
 * @param after empty if the key was removed
 */
public record KeyDifference(
    SectionName section, KeyName key, Optional<ConfigEntry> before, Optional<ConfigEntry> after) {}
