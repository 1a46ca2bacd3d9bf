package io.pepper.config.ini;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of a section before their types are known, by their left sides. For one thread. */
final class RawSection {
  private final int line;
  private final Map<String, RawEntry> entries = new LinkedHashMap<>();

  /**
   * Creates a section without keys.
   *
   * @param line where it begins first, from 1
   */
  RawSection(int line) {
    this.line = line;
  }

  int line() {
    return line;
  }

  /** Sets a key at its old place or, if it is new, at the end; returns what was set before. */
  RawEntry put(RawEntry entry) {
    return entries.put(entry.leftSide(), entry);
  }

  Collection<RawEntry> entries() {
    return entries.values();
  }
}
