package io.pepper.coordination.embedded;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All keys of the embedded adapter and the leases that keep some of them, in memory, as all readers
 * see them. Guarded by its monitor.
 */
final class KeySpace {
  /**
   * A key with its lease.
   *
   * @param lease the lease that keeps the key, 0 for a lasting key
   */
  record LeasedEntry(Entry entry, long lease) {
    boolean isLasting() {
      return lease == 0;
    }
  }

  private final NavigableMap<String, LeasedEntry> keys = new TreeMap<>();
  private final Set<Long> leases = new HashSet<>();
  private long revision;

  KeySpace(Collection<Entry> lasting, long revision) {
    lasting.forEach(entry -> keys.put(entry.key(), new LeasedEntry(entry, 0)));
    this.revision = revision;
  }

  synchronized Optional<LeasedEntry> get(String key) {
    return Optional.ofNullable(keys.get(key));
  }

  synchronized Listing list(String prefix) {
    long asked = System.nanoTime();
    List<Entry> entries =
        keys.tailMap(prefix).values().stream()
            .map(LeasedEntry::entry)
            .takeWhile(entry -> entry.key().startsWith(prefix))
            .toList();
    return new Listing(entries, revision, asked);
  }

  synchronized List<Entry> lasting() {
    return keys.values().stream().filter(LeasedEntry::isLasting).map(LeasedEntry::entry).toList();
  }

  synchronized List<String> keysUnder(long lease) {
    return keys.values().stream()
        .filter(kept -> kept.lease == lease)
        .map(kept -> kept.entry.key())
        .toList();
  }

  synchronized boolean isHeld(long lease) {
    return leases.contains(lease);
  }

  synchronized long revision() {
    return revision;
  }

  /** Makes the changes of a batch visible, all at once. */
  synchronized void publish(KeyWriteBatch draft) {
    draft
        .keys()
        .forEach(
            (key, kept) -> kept.ifPresentOrElse(it -> keys.put(key, it), () -> keys.remove(key)));
    leases.addAll(draft.granted());
    leases.removeAll(draft.revoked());
    revision = draft.revision();
  }

  synchronized void endLeases() {
    leases.clear();
  }
}
