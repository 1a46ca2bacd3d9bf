package io.pepper.config.snapshot;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileName;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All files of a domain as one publish left them. Immutable.
 *
 * @param version of the domain
 * @param files in force, by their names
 */
public record DomainSnapshot(
    DomainName domain,
    long version,
    DomainSettings settings,
    SortedMap<FileName, PublishedFile> files) {
  public DomainSnapshot {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  public Optional<PublishedFile> find(FileName file) {
    return Optional.ofNullable(files.get(file));
  }
}
