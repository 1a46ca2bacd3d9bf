package io.pepper.coordination;

import io.pepper.coordination.Coordination.Entry;

/**
 * The form that the entries of a {@link ReplicatedMap} have in Coordination. Safe for any number of
 * threads.
 *
 * @param <K> the keys, whose {@code toString} is what follows the prefix
 * @param <V> the values
 */
public interface EntryFormat<K, V> {
  /**
   * Reads a key.
   *
   * @param name what follows the prefix
   * @throws IllegalArgumentException if it is no key of the map; the entry is logged and left out
   */
  K key(String name);

  /**
   * Reads a value.
   *
   * @throws RuntimeException if it cannot be read; the entry is logged and left out
   */
  V read(K key, Entry entry);

  /** Returns the bytes from which {@link #read} makes an equal value. */
  byte[] write(V value);

  /** Returns the part of a value that is kept in memory: all of it, unless overridden. */
  default V summary(V value) {
    return value;
  }
}
