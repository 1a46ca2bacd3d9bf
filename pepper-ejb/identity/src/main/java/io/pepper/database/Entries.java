package io.pepper.database;

import java.util.List;

/**
 * What is particular about the entries that are written behind.
 *
 * @param <T> the entries
 */
public interface Entries<T> {
  /** Entries of one key that wait are written as one. */
  Object key(T entry);

  /** Which of two entries of one key is written. */
  T merged(T waiting, T added);

  /** Roughly what it takes in memory, in bytes. */
  long size(T entry);

  /** The entry without what takes much memory. */
  T brief(T entry);

  /**
   * Stores them in one transaction; the same again if it is not known whether it was stored.
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
