package io.pepper.coordination.embedded;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /** The place of a key, which keeps what the key has at the moment. */
  private static final class HeldKey {
    private LeasedEntry kept;

    private HeldKey(LeasedEntry kept) {
      this.kept = kept;
    }
  }

  /** The places by key: a key that is there already is found and changed without its order. */
  private final Map<String, HeldKey> keys = new HashMap<>();

  private final NavigableMap<String, HeldKey> ordered = new TreeMap<>();
  private final Set<Long> leases = new HashSet<>();
  private long revision;

  KeySpace(Collection<Entry> lasting, long revision) {
    lasting.forEach(entry -> put(entry.key(), new LeasedEntry(entry, 0)));
    this.revision = revision;
  }

  synchronized Optional<LeasedEntry> get(String key) {
    HeldKey place = keys.get(key);
    return place == null ? Optional.empty() : Optional.of(place.kept);
  }

  synchronized Listing list(String prefix) {
    long asked = System.nanoTime();
    List<Entry> entries =
        ordered.tailMap(prefix).values().stream()
            .map(place -> place.kept.entry)
            .takeWhile(entry -> entry.key().startsWith(prefix))
            .toList();
    return new Listing(entries, revision, asked);
  }

  synchronized List<Entry> lasting() {
    return ordered.values().stream()
        .filter(place -> place.kept.isLasting())
        .map(place -> place.kept.entry)
        .toList();
  }

  synchronized List<String> keysUnder(long lease) {
    return ordered.values().stream()
        .filter(place -> place.kept.lease == lease)
        .map(place -> place.kept.entry.key())
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
        .forEach((key, kept) -> kept.ifPresentOrElse(it -> put(key, it), () -> remove(key)));
    leases.addAll(draft.granted());
    leases.removeAll(draft.revoked());
    revision = draft.revision();
  }

  private void put(String key, LeasedEntry kept) {
    HeldKey place = keys.get(key);
    if (place == null) {
      HeldKey made = new HeldKey(kept);
      keys.put(key, made);
      ordered.put(key, made);
    } else {
      place.kept = kept;
    }
  }

  private void remove(String key) {
    keys.remove(key);
    ordered.remove(key);
  }

  synchronized void endLeases() {
    leases.clear();
  }
}
