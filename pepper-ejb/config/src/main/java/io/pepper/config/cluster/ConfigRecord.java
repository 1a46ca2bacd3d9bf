package io.pepper.config.cluster;

import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.edit.KeyChange;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A record of a domain, as Coordination keeps it. Immutable. */
sealed interface ConfigRecord {
  /**
   * A domain, which every publish changes.
   *
   * @param version rises by one with each publish, and goes on when a deleted domain is made anew
   * @param isDeleted whether it is only there for its version
   * @param files the names of all its files
   */
  record Domain(long version, boolean isDeleted, DomainSettings settings, SortedSet<FileName> files)
      implements ConfigRecord {
    /** The record of a domain that never was. */
    static final Domain NONE = new Domain(0, true, DomainSettings.DEFAULT, new TreeSet<>());

    public Domain {
      files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
    }
  }

  /**
   * A file in force.
   *
   * @param version of the domain when the content changed last
   * @param gray changes on top of it for some nodes
   */
  record File(long version, FileContent content, Optional<Gray> gray) implements ConfigRecord {}

  /**
   * Changes of a file for the nodes of a rule.
   *
   * @param version of the domain when it was released
   */
  record Gray(long version, GrayRule rule, List<KeyChange> changes, String author, Instant at) {}

  /**
   * What somebody prepares.
   *
   * @param base the version of the file that it was made on; 0 if there was none
   * @param content empty if the file shall be deleted
   * @param author who changed it last
   */
  record Draft(long base, Optional<FileContent> content, String author, String note, Instant at)
      implements ConfigRecord {}

  /**
   * A publish that waits for the history.
   *
   * @param publish in memory without contents
   */
  record Unrecorded(RecordedPublish publish) implements ConfigRecord {}

  /**
   * A publish that the domain's webhook has not heard of.
   *
   * @param address as it was set then
   */
  record Notice(DomainRevision publish, URI address) implements ConfigRecord {}
}
