package io.pepper.web.faces.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.KeyDifference;
import io.pepper.definition.HiddenValues;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.util.List;
import java.util.Optional;

/** A section of a file with its keys, as the page reads it. */
public final class SectionRow {
  /** A key of a file, as the page reads it: as it shall be, and what a draft does to it. */
  public static final class KeyRow {
    private final String query;
    private final SectionName section;
    private final ConfigEntry entry;
    private final Optional<KeyDifference> change;

    /**
     * @param query of the page about the key
     * @param entry as it shall be; as it was if the draft removes it
     * @param change what the draft does to it; empty for nothing
     */
    KeyRow(String query, SectionName section, ConfigEntry entry, Optional<KeyDifference> change) {
      this.query = query;
      this.section = section;
      this.entry = entry;
      this.change = change;
    }

    /** Returns the query of the page that edits the key. */
    public String getQuery() {
      return query;
    }

    public String getSection() {
      return PlainText.of(section.value());
    }

    public String getName() {
      return PlainText.of(entry.key().value());
    }

    public String getType() {
      return entry.type().text();
    }

    public boolean isSecret() {
      return entry.isSecret();
    }

    public String getValue() {
      return shown(entry);
    }

    /** Returns what the draft does to the key: added, changed, removed; empty for nothing. */
    public String getChange() {
      return change.map(DifferenceRow::change).orElse("");
    }

    /** Returns the colour of what the draft does. */
    public String getStyle() {
      return change.map(DifferenceRow::style).orElse("");
    }

    public boolean isRemoved() {
      return change.filter(each -> each.after().isEmpty()).isPresent();
    }
  }

  private final SectionName name;
  private final List<KeyRow> keys;

  SectionRow(SectionName name, List<KeyRow> keys) {
    this.name = name;
    this.keys = keys;
  }

  public String getName() {
    return PlainText.of(name.value());
  }

  public boolean isDefault() {
    return name.equals(SectionName.DEFAULT);
  }

  public List<KeyRow> getKeys() {
    return keys;
  }

  public String getCount() {
    return Readable.count(keys.size()) + (keys.size() == 1 ? " key" : " keys");
  }

  /** Returns a value with its secret masked and cut to what a page can show. */
  static String shown(ConfigEntry entry) {
    return entry.isSecret() ? HiddenValues.MASK : Readable.excerpt(PlainText.of(entry.value()));
  }
}
