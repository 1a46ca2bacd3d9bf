package io.pepper.web.faces.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.KeyDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sections of a file with the keys that a page shows: those that it shall have, and those that
 * its draft removes.
 */
final class SectionRows {
  private static final int MAX_KEYS = 2000;

  private final DomainName domain;
  private final DraftedFile file;
  private final String wanted;
  private final Map<String, KeyDifference> changes = new LinkedHashMap<>();
  private int left = MAX_KEYS;

  /**
   * @param wanted text that keys or values must have, in lower case; empty for all
   */
  SectionRows(DomainName domain, DraftedFile file, String wanted) {
    this.domain = domain;
    this.file = file;
    this.wanted = wanted;
    if (file.draft().isPresent()) {
      file.changes().forEach(key -> changes.put(place(key.section(), key.key().value()), key));
    }
  }

  private static String place(SectionName section, String key) {
    return section + "/" + key;
  }

  /** Returns the sections that have such keys; without a text also DEFAULT without keys. */
  List<SectionRow> rows() {
    Set<SectionName> names = new LinkedHashSet<>(file.edited().names());
    names.addAll(file.inForce().names());
    List<SectionRow> rows = new ArrayList<>();
    for (SectionName name : names) {
      List<SectionRow.KeyRow> keys = keys(name);
      if (!keys.isEmpty()) {
        rows.add(new SectionRow(name, keys));
      }
    }
    return rows;
  }

  private List<SectionRow.KeyRow> keys(SectionName section) {
    Map<String, ConfigEntry> entries = new LinkedHashMap<>();
    file.edited().section(section).forEach(entry -> entries.put(entry.key().value(), entry));
    changes.values().stream()
        .filter(key -> key.section().equals(section) && key.after().isEmpty())
        .forEach(key -> entries.put(key.key().value(), key.before().orElseThrow()));
    List<SectionRow.KeyRow> rows = new ArrayList<>();
    for (ConfigEntry entry : entries.values()) {
      if (left > 0 && matches(section, entry)) {
        left--;
        rows.add(row(section, entry));
      }
    }
    return rows;
  }

  private SectionRow.KeyRow row(SectionName section, ConfigEntry entry) {
    String key = entry.key().value();
    return new SectionRow.KeyRow(
        ConfigAddress.of(domain, file.name(), section.value(), key),
        section,
        entry,
        Optional.ofNullable(changes.get(place(section, key))));
  }

  private boolean matches(SectionName section, ConfigEntry entry) {
    return contains(section.value())
        || contains(entry.key().value())
        || !entry.isSecret() && contains(entry.value());
  }

  private boolean contains(String text) {
    return wanted.isEmpty() || text.toLowerCase(Locale.ROOT).contains(wanted);
  }

  /** Returns whether there are more keys than a page shows. */
  boolean isCut() {
    return left == 0;
  }
}
