package io.pepper.web.faces.config;

import io.pepper.config.definition.SectionName;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.util.List;

/** A section of a file with its keys, as the page reads it. */
public final class SectionRow {
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
}
