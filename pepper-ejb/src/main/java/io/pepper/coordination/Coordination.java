package io.pepper.coordination;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keys with revisions, leases and watches, as etcd has them. Keys are slash-separated text such as
 * {@code queues/orders}; values are bytes of at most 1 MiB. Safe for any number of threads; methods
 * block and are made for virtual threads. Every method may throw {@link
 * CoordinationUnavailableException}.
 */
public interface Coordination extends AutoCloseable {
  /**
   * @param revision the store-wide revision at which this value was written
   */
  record Entry(String key, byte[] value, long revision) {}

  /**
   * @param revision the store-wide revision the list is true for
   */
  record Listing(List<Entry> entries, long revision) {}

  /** A key was written, or (value empty) deleted or expired with its lease. */
  record Change(String key, Optional<byte[]> value, long revision) {}

  /** A lease keeps keys alive as long as this node lives. Renewed by the adapter until closed. */
  interface Lease extends AutoCloseable {
    long id();

    /**
     * False once the lease may have expired, judged by this node's own clock without asking: work
     * done under it must stop.
     */
    boolean isHeld();

    /** Revokes the lease and deletes its keys. */
    @Override
    void close();
  }

  /** Ends a watch. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  Optional<Entry> get(String key);

  /** All keys that start with the prefix, in key order. */
  Listing list(String prefix);

  /** Writes whatever was there. Returns the new revision. */
  long put(String key, byte[] value);

  /**
   * Writes only if the key is still at the expected revision.
   *
   * @param expectedRevision of the entry that was read; 0 if the key must not exist
   * @param lease deletes the key when it ends; empty for a lasting key
   * @return the new revision, or empty when somebody else was faster
   */
  Optional<Long> compareAndPut(
      String key, long expectedRevision, byte[] value, Optional<Lease> lease);

  /**
   * @return whether the key existed
   */
  boolean delete(String key);

  /**
   * @param timeToLive at least 2 seconds
   */
  Lease grant(Duration timeToLive);

  /**
   * Follows all keys under a prefix, now and from now on: first every present entry as a change,
   * then each later change in order. When the connection was lost, changes missed meanwhile are
   * told as their net effect, deletions included. Called on one thread of the adapter at a time;
   * keep it short.
   */
  Watch watch(String prefix, Consumer<Change> listener);

  /** What operators need to know of it, one line, without secrets. */
  String describe();

  /**
   * @throws CoordinationUnavailableException if it cannot serve now
   */
  void check();

  @Override
  void close();
}
