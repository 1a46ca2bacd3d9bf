package io.pepper.coordination.embedded;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.LeaseEndedException;
import io.pepper.coordination.embedded.KeySpace.LeasedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The changes of one batch before they are forced: written to the file's memory and kept here,
 * where only the later changes of the batch see the earlier ones. To give it up, drop it and
 * abandon the file. Belongs to the writer's thread.
 */
final class KeyWriteBatch {
  private final KeySpace published;
  private final KeyFile file;
  private final Map<String, Optional<LeasedEntry>> keys = new HashMap<>();
  private final Set<Long> granted = new HashSet<>();
  private final Set<Long> revoked = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();
  private long revision;

  KeyWriteBatch(KeySpace published, KeyFile file) {
    this.published = published;
    this.file = file;
    this.revision = published.revision();
  }

  /** Commits a transaction as {@link Coordination#commit} says. */
  Optional<Long> commit(Transaction transaction) {
    for (Map.Entry<String, Long> condition : transaction.expected().entrySet()) {
      if (revisionOf(condition.getKey()) != condition.getValue()) {
        return Optional.empty();
      }
    }
    for (long lease : transaction.leases()) {
      if (!isHeld(lease)) {
        throw new LeaseEndedException(Set.of(lease), null);
      }
    }
    List<String> gone = transaction.deletes().stream().filter(key -> get(key).isPresent()).toList();
    if (!transaction.puts().isEmpty() || !gone.isEmpty()) {
      nextRevision();
      transaction.puts().forEach(this::put);
      gone.forEach(this::remove);
    }
    return Optional.of(revision);
  }

  /** Makes a lease that is not known yet known. */
  boolean grant(long lease) {
    return granted.add(lease);
  }

  /**
   * Ends a lease and deletes its keys, all at one revision.
   *
   * @return whether it was held
   */
  boolean revoke(long lease) {
    if (!isHeld(lease)) {
      return false;
    }
    Set<String> gone = keysUnder(lease);
    if (!gone.isEmpty()) {
      nextRevision();
      gone.forEach(this::remove);
    }
    return revoked.add(lease);
  }

  Optional<LeasedEntry> get(String key) {
    Optional<LeasedEntry> drafted = keys.get(key);
    return drafted == null ? published.get(key) : drafted;
  }

  private long revisionOf(String key) {
    return get(key).map(kept -> kept.entry().revision()).orElse(0L);
  }

  private boolean isHeld(long lease) {
    return (published.isHeld(lease) || granted.contains(lease)) && !revoked.contains(lease);
  }

  private Set<String> keysUnder(long lease) {
    Set<String> under = new TreeSet<>(published.keysUnder(lease));
    under.removeAll(keys.keySet());
    keys.values().stream()
        .flatMap(Optional::stream)
        .filter(kept -> kept.lease() == lease)
        .forEach(kept -> under.add(kept.entry().key()));
    return under;
  }

  private void nextRevision() {
    revision++;
    file.reserve(revision);
  }

  private void put(String key, Put put) {
    Entry entry = new Entry(key, put.value().clone(), revision);
    LeasedEntry kept = new LeasedEntry(entry, put.lease().map(Lease::id).orElse(0L));
    if (kept.isLasting()) {
      file.put(entry);
    } else if (get(key).filter(LeasedEntry::isLasting).isPresent()) {
      file.remove(key);
    }
    keys.put(key, Optional.of(kept));
    changes.add(new Change(key, Optional.of(entry.value()), revision));
  }

  private void remove(String key) {
    if (get(key).filter(LeasedEntry::isLasting).isPresent()) {
      file.remove(key);
    }
    keys.put(key, Optional.empty());
    changes.add(new Change(key, Optional.empty(), revision));
  }

  /** Returns each key that changed with its new value; empty if it is gone. */
  Map<String, Optional<LeasedEntry>> keys() {
    return keys;
  }

  Set<Long> granted() {
    return granted;
  }

  Set<Long> revoked() {
    return revoked;
  }

  /** Returns the changes, oldest first. */
  List<Change> changes() {
    return changes;
  }

  /** Returns the revision of the last change, or of the store as long as there is none. */
  long revision() {
    return revision;
  }
}
