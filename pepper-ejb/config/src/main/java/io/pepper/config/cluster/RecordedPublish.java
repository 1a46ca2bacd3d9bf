package io.pepper.config.cluster;

import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.FileState;
import io.pepper.config.definition.Revision;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A publish with what it made of files. Immutable.
 *
 * @param files those that it changed, by their names
 */
public record RecordedPublish(Revision revision, SortedMap<FileName, RecordedFile> files) {
  public RecordedPublish {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Returns the publish without contents. */
  public DomainRevision summary() {
    SortedMap<FileName, FileState> states = new TreeMap<>();
    files.forEach((name, file) -> states.put(name, file.state()));
    return new DomainRevision(revision, states);
  }
}
