package io.pepper.coordination;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All keys of the embedded adapter, in memory. Guarded by its monitor. */
final class KeySpace {
  /**
   * @param lease the lease that keeps the key, 0 for a lasting key
   */
  private record Kept(Entry entry, long lease) {}

  private final NavigableMap<String, Kept> keys = new TreeMap<>();
  private long revision;

  KeySpace(Collection<Entry> lasting, long revision) {
    lasting.forEach(entry -> keys.put(entry.key(), new Kept(entry, 0)));
    this.revision = revision;
  }

  synchronized Optional<Entry> get(String key) {
    return Optional.ofNullable(keys.get(key)).map(Kept::entry);
  }

  synchronized Listing list(String prefix) {
    List<Entry> entries =
        keys.tailMap(prefix).values().stream()
            .map(Kept::entry)
            .takeWhile(entry -> entry.key().startsWith(prefix))
            .toList();
    return new Listing(entries, revision);
  }

  synchronized List<Entry> lasting() {
    return keys.values().stream().filter(kept -> kept.lease == 0).map(Kept::entry).toList();
  }

  synchronized List<String> keysUnder(long lease) {
    return keys.values().stream()
        .filter(kept -> kept.lease == lease)
        .map(kept -> kept.entry.key())
        .toList();
  }

  synchronized boolean isLasting(String key) {
    Kept kept = keys.get(key);
    return kept != null && kept.lease == 0;
  }

  synchronized long revision() {
    return revision;
  }

  synchronized void put(Entry entry, long lease) {
    keys.put(entry.key(), new Kept(entry, lease));
    revision = entry.revision();
  }

  /** Removes keys, all at one revision. */
  synchronized void remove(Collection<String> gone, long atRevision) {
    gone.forEach(keys::remove);
    revision = atRevision;
  }
}
