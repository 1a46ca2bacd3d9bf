package io.pepper.database;

import java.util.List;

/**
 * The particulars of entries that are written behind.
 *
 * @param <T> the entries
 */
public interface Entries<T> {
  /** Returns the key: entries of one key that wait are written as one. */
  Object key(T entry);

  /** Returns the entry to write in the place of two of one key. */
  T merged(T waiting, T added);

  /** Returns the approximate size in memory, in bytes. */
  long size(T entry);

  /** Returns the entry without its large parts. */
  T brief(T entry);

  /**
   * Stores a batch in one transaction. It is called again with the same batch if the outcome of a
   * call is unknown.
   *
   * @throws DatabaseUnavailableException if the database did not answer well
   */
  void store(List<T> batch);

  /**
   * Logs an entry that was not stored.
   *
   * @param number how many it makes since the start
   */
  void dropped(T entry, String why, long number);
}
