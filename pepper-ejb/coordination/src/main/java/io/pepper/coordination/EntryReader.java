package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The reader of a map's entries. What cannot be read is logged and left out, since another program
 * may have written it.
 *
 * @param prefix what all keys begin with
 */
record EntryReader<K, V>(String prefix, EntryFormat<K, V> format) {
  private static final Logger LOG = System.getLogger(EntryReader.class.getName());

  /**
   * A change of an entry, with what was read of it.
   *
   * @param key empty if it is no key of the map
   * @param value empty if the entry was removed or cannot be read
   */
  record Reading<K, V>(Change change, Optional<K> key, Optional<V> value) {}

  /** Returns the change that makes a key what an entry shows. */
  static Change changeOf(Entry entry) {
    return new Change(entry.key(), Optional.of(entry.value()), entry.revision());
  }

  /** Returns the change that removes a key. */
  static Change removal(String path, long revision) {
    return new Change(path, Optional.empty(), revision);
  }

  String path(K key) {
    return prefix + key;
  }

  /** Reads a change; holds no lock. */
  Reading<K, V> read(Change change) {
    Optional<K> key = key(change);
    Optional<V> value =
        change
            .value()
            .map(bytes -> new Entry(change.key(), bytes, change.revision()))
            .flatMap(entry -> key.flatMap(name -> read(name, entry)));
    return new Reading<>(change, key, value);
  }

  private Optional<K> key(Change change) {
    try {
      return Optional.of(format.key(change.key().substring(prefix.length())));
    } catch (IllegalArgumentException e) {
      if (change.value().isPresent()) {
        LOG.log(Level.ERROR, "the key {0} is left out: {1}", change.key(), e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** Reads an entry; empty if it cannot be read. */
  Optional<V> read(K key, Entry entry) {
    try {
      return Optional.of(format.read(key, entry));
    } catch (RuntimeException e) {
      // Edge: whatever another program wrote must not keep this node from reading the rest.
      LOG.log(
          Level.ERROR,
          "the value of {0} cannot be read and is left out: {1}",
          entry.key(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
