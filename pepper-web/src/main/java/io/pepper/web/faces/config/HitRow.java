package io.pepper.web.faces.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.snapshot.SearchHit;
import io.pepper.definition.HiddenValues;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;

/** A place that a search has found, as the page reads it. */
public final class HitRow {
  private final SearchHit hit;

  HitRow(SearchHit hit) {
    this.hit = hit;
  }

  /** Returns the address of the page that shows the place, with its anchor. */
  public String getAddress() {
    if (hit.file().isEmpty()) {
      return "config-domain.xhtml?" + ConfigAddress.of(hit.domain());
    }
    return "config-file.xhtml?" + ConfigAddress.of(hit.domain(), hit.file().get());
  }

  public String getDomain() {
    return PlainText.of(hit.domain().value());
  }

  /** Returns the file; empty if the domain's name was found. */
  public String getFile() {
    return hit.file().map(file -> PlainText.of(file.path())).orElse("");
  }

  /** Returns section and key; empty if the name of a domain or file was found. */
  public String getKey() {
    return hit.entry()
        .map(entry -> PlainText.of(hit.section().orElseThrow() + "." + entry.key()))
        .orElse("");
  }

  public String getType() {
    return hit.entry().map(entry -> entry.type().text()).orElse("");
  }

  public String getValue() {
    return hit.entry().map(HitRow::shown).orElse("");
  }

  private static String shown(ConfigEntry entry) {
    return entry.isSecret() ? HiddenValues.MASK : Readable.excerpt(PlainText.of(entry.value()));
  }
}
