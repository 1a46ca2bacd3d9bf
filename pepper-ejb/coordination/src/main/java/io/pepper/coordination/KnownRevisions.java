package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The newest known revision of each key under a prefix, those of removed keys included, so that
 * what arrives late does not bring them back. It says what is news when reports arrive from several
 * sources in any order. Guarded by its owner.
 *
 * <p>Revisions alone do not decide: a store that is restored from a backup counts from lower ones
 * again. What was asked for after something became known is newer than that, whatever its revision.
 */
final class KnownRevisions {
  /** The number of removed keys that are known; reports are not older than the latest of them. */
  private static final int MAX_REMOVED = 10_000;

  /**
   * @param since when it became known, by {@link System#nanoTime}
   */
  private record KnownRevision(long revision, long since) {}

  private final Map<String, KnownRevision> present = new HashMap<>();
  private final Map<String, KnownRevision> removed =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownRevision> eldest) {
          return size() > MAX_REMOVED;
        }
      };

  /**
   * Returns whether a report is newer than what is known of its key.
   *
   * @param asked a time before it was asked for, by {@link System#nanoTime}; empty if it came by
   *     itself, however late
   */
  boolean isNews(Change report, OptionalLong asked) {
    boolean wasPresent = present.containsKey(report.key());
    KnownRevision known = (wasPresent ? present : removed).get(report.key());
    if (known == null || report.revision() > known.revision) {
      return true;
    }
    boolean differs =
        report.revision() < known.revision || report.value().isPresent() != wasPresent;
    return differs && asked.isPresent() && known.since - asked.getAsLong() < 0;
  }

  /**
   * Notes a report that is news.
   *
   * @param now by {@link System#nanoTime}
   */
  void note(Change report, long now) {
    KnownRevision known = new KnownRevision(report.revision(), now);
    boolean isPresent = report.value().isPresent();
    (isPresent ? removed : present).remove(report.key());
    (isPresent ? present : removed).put(report.key(), known);
  }

  /** Returns the known keys that a list does not hold, present or removed. */
  List<String> missingFrom(Listing listing) {
    Set<String> listed = listing.entries().stream().map(Entry::key).collect(Collectors.toSet());
    return Stream.concat(present.keySet().stream(), removed.keySet().stream())
        .filter(key -> !listed.contains(key))
        .toList();
  }
}
