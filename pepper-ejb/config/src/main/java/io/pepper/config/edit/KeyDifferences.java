package io.pepper.config.edit;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The comparison of two contents of a file, key by key. */
public final class KeyDifferences {
  private KeyDifferences() {}

  /** Returns the keys that are not the same in both, in the order in which they are written. */
  public static Stream<KeyDifference> of(FileContent before, FileContent after) {
    Set<SectionName> sections = new LinkedHashSet<>(before.names());
    sections.addAll(after.names());
    return sections.stream()
        .flatMap(section ->
            keys(before, after, section).stream()
                .map(key ->
                    new KeyDifference(
                        section, key, before.find(section, key), after.find(section, key))))
        .filter(key -> !key.before().equals(key.after()));
  }

  private static Set<KeyName> keys(FileContent before, FileContent after, SectionName section) {
    Set<KeyName> keys =
        new LinkedHashSet<>(before.sections().getOrDefault(section, Map.of()).keySet());
    keys.addAll(after.sections().getOrDefault(section, Map.of()).keySet());
    return keys;
  }
}
