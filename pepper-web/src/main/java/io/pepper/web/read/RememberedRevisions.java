package io.pepper.web.read;

import io.pepper.config.ConfigHistory;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The authors and notes of versions that were asked for before, kept because pages that refresh
 * themselves ask for the same ones again and again, and versions never change. Safe for any number
 * of threads; a version that is not kept yet costs one read of the database.
 */
@ApplicationScoped
class RememberedRevisions {
  private static final int MAX_KEPT = 10_000;

  /** The name of a version. */
  private record VersionKey(DomainName domain, long version) {}

  @Inject private ConfigHistory history;

  private final Map<VersionKey, Revision> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<VersionKey, Revision> eldest) {
              return size() > MAX_KEPT;
            }
          });

  /** Finds a version; empty if the history does not have it any more. */
  Optional<Revision> find(DomainName domain, long version) {
    VersionKey key = new VersionKey(domain, version);
    Revision there = known.get(key);
    if (there != null) {
      return Optional.of(there);
    }
    Optional<Revision> read =
        history.revisions(domain, version + 1, 1).stream()
            .map(DomainRevision::revision)
            .filter(revision -> revision.version() == version)
            .findFirst();
    read.ifPresent(revision -> known.put(key, revision));
    return read;
  }
}
