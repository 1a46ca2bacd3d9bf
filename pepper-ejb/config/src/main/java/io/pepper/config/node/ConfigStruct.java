package io.pepper.config.node;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.KeyName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that a node has of all files with one base name. Immutable.
 *
 * @param name the base name as generated programs call it: {@code Global} for {@code global.conf}
 */
public record ConfigStruct(String name, SortedMap<KeyName, ConfigEntry> keys) {
  public ConfigStruct {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }
}
