package io.pepper.config.definition;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sections of a file with their keys, in the order in which they were written. The section
 * DEFAULT is always there, if only empty. Immutable.
 *
 * @param sections the keys of each section, by their names
 */
public record FileContent(Map<SectionName, Map<KeyName, ConfigEntry>> sections) {
  /** The content of a file without keys. */
  public static final FileContent EMPTY = new FileContent(Map.of());

  public FileContent {
    Map<SectionName, Map<KeyName, ConfigEntry>> copy = new LinkedHashMap<>();
    copy.put(SectionName.DEFAULT, Map.of());
    sections.forEach(
        (name, keys) -> copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(keys))));
    sections = Collections.unmodifiableMap(copy);
  }

  public Set<SectionName> names() {
    return sections.keySet();
  }

  /** Returns the keys of a section; none if the section is not there. */
  public Collection<ConfigEntry> section(SectionName name) {
    return sections.getOrDefault(name, Map.of()).values();
  }

  public Optional<ConfigEntry> find(SectionName section, KeyName key) {
    return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(key));
  }

  /** Returns the content with a key set, at its old place or, if it is new, at the end. */
  public FileContent with(SectionName section, ConfigEntry entry) {
    Map<KeyName, ConfigEntry> keys = new LinkedHashMap<>(sections.getOrDefault(section, Map.of()));
    keys.put(entry.key(), entry);
    return replacing(section, keys);
  }

  /** Returns the content without a key; a section that loses its last key goes, except DEFAULT. */
  public FileContent without(SectionName section, KeyName key) {
    Map<KeyName, ConfigEntry> keys = new LinkedHashMap<>(sections.getOrDefault(section, Map.of()));
    keys.remove(key);
    return replacing(section, keys);
  }

  private FileContent replacing(SectionName section, Map<KeyName, ConfigEntry> keys) {
    Map<SectionName, Map<KeyName, ConfigEntry>> copy = new LinkedHashMap<>(sections);
    if (keys.isEmpty()) {
      copy.remove(section);
    } else {
      copy.put(section, keys);
    }
    return new FileContent(copy);
  }

  /** Returns the number of keys of all sections. */
  public int size() {
    return sections.values().stream().mapToInt(Map::size).sum();
  }
}
