package io.pepper.config.snapshot;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.SectionName;
import java.util.Comparator;
import java.util.Optional;

/**
 * A place that a search has found: a domain by its name, a file by its name, or a key. They are
 * ordered by their names, a domain before its files and a file before its keys.
 *
 * @param file empty for a domain
 * @param section empty for a domain and a file
 * @param entry the key with its value; empty for a domain and a file
 */
public record SearchHit(
    DomainName domain,
    Optional<FileName> file,
    Optional<SectionName> section,
    Optional<ConfigEntry> entry)
    implements Comparable<SearchHit> {
  private static final Comparator<SearchHit> ORDER =
      Comparator.comparing((SearchHit hit) -> hit.domain())
          .thenComparing(hit -> hit.file().map(FileName::path).orElse(""))
          .thenComparing(hit -> hit.section().map(SectionName::value).orElse(""))
          .thenComparing(hit -> hit.entry().map(entry -> entry.key().value()).orElse(""));

  /** Returns the place of a domain. */
  public static SearchHit domain(DomainName domain) {
    return new SearchHit(domain, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns the place of a file. */
  public static SearchHit file(DomainName domain, FileName file) {
    return new SearchHit(domain, Optional.of(file), Optional.empty(), Optional.empty());
  }

  /** Returns the place of a key of this file. */
  public SearchHit key(SectionName ofSection, ConfigEntry key) {
    return new SearchHit(domain, file, Optional.of(ofSection), Optional.of(key));
  }

  @Override
  public int compareTo(SearchHit other) {
    return ORDER.compare(this, other);
  }
}
