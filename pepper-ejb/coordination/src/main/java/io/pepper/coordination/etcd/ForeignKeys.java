package io.pepper.coordination.etcd;

import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keys that other programs keep in etcd, under their own names and leases. Safe for any number of
 * threads; methods block and are made for virtual threads. Every method may throw {@link
 * CoordinationUnavailableException}.
 */
public interface ForeignKeys extends AutoCloseable {
  /**
   * A key of another program.
   *
   * @param key as it is in etcd, a leading slash included
   * @param revision at which it was written
   * @param lease that keeps it; 0 if none does
   */
  record ForeignKey(String key, byte[] value, long revision, long lease) {}

  /**
   * The keys under a prefix.
   *
   * @param revision the store-wide revision the list is true for
   */
  record ForeignListing(List<ForeignKey> keys, long revision) {}

  /**
   * Connects to an etcd.
   *
   * @param urls such as {@code http://host:2379}
   */
  static ForeignKeys of(List<String> urls) {
    return new EtcdForeignKeys(urls);
  }

  /** Returns all keys that start with the prefix, in key order. */
  ForeignListing list(String prefix);

  /**
   * Writes only if the key is still at the expected revision.
   *
   * @param revision 0 if the key must not exist
   * @param lease that keeps it from then on; 0 for none. With the lease that was read, the key
   *     keeps its own: it cannot have got another without a new revision
   * @return whether it was
   */
  boolean put(String key, long revision, byte[] value, long lease);

  /**
   * Deletes only if the key is still at the expected revision.
   *
   * @return whether it was
   */
  boolean delete(String key, long revision);

  /**
   * Grants a lease.
   *
   * @param timeToLive at least 2 seconds
   */
  Lease grant(Duration timeToLive);

  /**
   * Watches a prefix. The signal says that something changed, or that the watch ended, after which
   * nothing follows: list again then. It is called on a thread of etcd's client.
   *
   * @param revision from which on changes are signalled
   */
  KeyWatch watch(String prefix, long revision, Signal signal);

  /** The listener of a watch; it must be quick. */
  interface Signal {
    void changed();

    void ended(Optional<Throwable> cause);
  }

  /** Disconnects. Leases are not revoked: their keys stay until they expire. */
  @Override
  void close();
}
