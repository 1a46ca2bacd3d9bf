package io.pepper.config.definition;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version of a domain with what it did to files. Immutable.
 *
 * @param files those that it changed, by their names
 */
public record DomainRevision(Revision revision, SortedMap<FileName, FileState> files) {
  public DomainRevision {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
