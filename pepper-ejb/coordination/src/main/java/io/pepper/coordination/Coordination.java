package io.pepper.coordination;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keys with revisions, leases and watches, as etcd has them. Keys are slash-separated text such as
 * {@code queues/orders}; values are bytes of at most 1 MiB. Safe for any number of threads; methods
 * block and are made for virtual threads. Every method may throw {@link
 * CoordinationUnavailableException}.
 */
public interface Coordination extends AutoCloseable {
  /**
   * A key with its value.
   *
   * @param revision the store-wide revision at which this value was written
   */
  record Entry(String key, byte[] value, long revision) {}

  /**
   * All keys under a prefix.
   *
   * @param revision the store-wide revision the list is true for
   * @param asked by {@link System#nanoTime}: the list shows all that was acknowledged before it
   */
  record Listing(List<Entry> entries, long revision, long asked) {}

  /** A key that was written or, if the value is empty, deleted or expired with its lease. */
  record Change(String key, Optional<byte[]> value, long revision) {}

  /**
   * The changes that a watch delivers at once: a list, or those made together at one revision.
   *
   * @param changes by rising revision; of one revision all there are. May be empty
   * @param revision with these, everything up to it has been delivered
   * @param list the list of all keys whose net effect they are; empty for those of one revision
   */
  record Changes(List<Change> changes, long revision, Optional<Listing> list) {
    public Changes {
      changes = List.copyOf(changes);
    }

    /** Creates the changes made at one revision. */
    public Changes(List<Change> changes, long revision) {
      this(changes, revision, Optional.empty());
    }

    /** Passes each change on by itself; a failure of the listener at one does not affect others. */
    public void each(Consumer<Change> listener) {
      new SingleChangeAdapter(listener).accept(this);
    }
  }

  /**
   * The new value of a key.
   *
   * @param value at most 1 MiB
   * @param lease deletes the key when it ends; empty for a lasting key
   */
  record Put(byte[] value, Optional<Lease> lease) {}

  /**
   * Conditions and changes, made all at one revision or not at all. At most 100 conditions and 100
   * changes, all keys and values together at most 1.25 MiB; a key changes at most once. Immutable;
   * begin with {@link #expecting} or {@link #unconditional} and add to it:
   *
   * <pre>{@code
   * Transaction.expecting("jobs/a", read.revision())
   *     .andExpecting("runs/a/7", 0)
   *     .put("runs/a/7", run, lease)
   *     .delete("due/a")
   * }</pre>
   *
   * @param expected the revision each key must be at; 0 if it must not exist
   * @param puts made in this order
   * @param deletes made after the puts, in this order; a key that is not there is no error
   */
  record Transaction(Map<String, Long> expected, Map<String, Put> puts, Set<String> deletes) {
    public Transaction {
      expected = Collections.unmodifiableMap(new LinkedHashMap<>(expected));
      puts = Collections.unmodifiableMap(new LinkedHashMap<>(puts));
      deletes = Collections.unmodifiableSet(new LinkedHashSet<>(deletes));
    }

    /** Returns a transaction without conditions, and without changes so far. */
    public static Transaction unconditional() {
      return new Transaction(Map.of(), Map.of(), Set.of());
    }

    /**
     * Returns a transaction with one condition, and without changes so far.
     *
     * @param revision of the entry that was read; 0 if the key must not exist
     */
    public static Transaction expecting(String key, long revision) {
      return unconditional().andExpecting(key, revision);
    }

    /** Adds a condition. */
    public Transaction andExpecting(String key, long revision) {
      Map<String, Long> more = new LinkedHashMap<>(expected);
      if (more.put(key, revision) != null) {
        throw new IllegalArgumentException("the transaction has a condition for '" + key + "'");
      }
      return new Transaction(more, puts, deletes);
    }

    /** Makes it a lasting key. */
    public Transaction put(String key, byte[] value) {
      return put(key, new Put(value, Optional.empty()));
    }

    /** Makes it a key that ends with the lease. */
    public Transaction put(String key, byte[] value, Lease lease) {
      return put(key, new Put(value, Optional.of(lease)));
    }

    private Transaction put(String key, Put put) {
      Map<String, Put> more = new LinkedHashMap<>(puts);
      if (more.put(key, put) != null) {
        throw CoordinationLimits.changesTwice(key);
      }
      return new Transaction(expected, more, deletes);
    }

    public Transaction delete(String key) {
      Set<String> more = new LinkedHashSet<>(deletes);
      more.add(key);
      return new Transaction(expected, puts, more);
    }

    /** Returns the leases of its keys. */
    public Set<Long> leases() {
      return puts.values().stream()
          .flatMap(put -> put.lease().stream())
          .map(Lease::id)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** A lease, which keeps keys alive as long as this node lives. The adapter renews it. */
  interface Lease extends AutoCloseable {
    long id();

    /**
     * Returns false once the lease may have expired, by this node's own clock: work done under it
     * must stop.
     */
    boolean isHeld();

    /** Revokes the lease and deletes its keys. */
    @Override
    void close();
  }

  /** A watch, which runs until it is closed. */
  interface KeyWatch extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns whether other nodes may use it as well. */
  default boolean isShared() {
    return true;
  }

  Optional<Entry> get(String key);

  /** Returns all keys that start with the prefix, in key order. */
  Listing list(String prefix);

  /** Writes whatever was there. Returns the new revision. */
  long put(String key, byte[] value);

  /**
   * Makes all changes at once if all conditions hold. A list shows all of them or none, and a watch
   * hears all under its prefix one after the other, in the order of the transaction.
   *
   * @return the revision that all changes have; that of the store when there was nothing to change;
   *     empty when a condition did not hold
   * @throws LeaseEndedException if the conditions held, but a lease has ended
   * @throws IllegalArgumentException if it has more than is allowed, or a key changes twice
   */
  Optional<Long> commit(Transaction transaction);

  /**
   * Writes only if the key is still at the expected revision.
   *
   * @param expectedRevision of the entry that was read; 0 if the key must not exist
   * @param lease deletes the key when it ends; empty for a lasting key
   * @return the new revision, or empty when another change was faster
   * @throws LeaseEndedException if the lease has ended
   */
  default Optional<Long> compareAndPut(
      String key, long expectedRevision, byte[] value, Optional<Lease> lease) {
    return commit(
        new Transaction(
            Map.of(key, expectedRevision), Map.of(key, new Put(value, lease)), Set.of()));
  }

  /**
   * Deletes a key.
   *
   * @return whether the key existed
   */
  boolean delete(String key);

  /**
   * Grants a lease.
   *
   * @param timeToLive at least 2 seconds
   */
  Lease grant(Duration timeToLive);

  /**
   * Follows all keys under a prefix, now and from now on: first every present entry at once, then
   * each later revision, in order, with all of its changes at once. When the connection was lost,
   * changes missed since are delivered at once as their net effect, deletions included; if nothing
   * was missed, an empty list with its revision. Called on one thread of the adapter at a time;
   * keep it short.
   */
  KeyWatch follow(String prefix, Consumer<Changes> listener);

  /** Follows keys as {@link #follow} does, one change after the other. */
  default KeyWatch watch(String prefix, Consumer<Change> listener) {
    return follow(prefix, new SingleChangeAdapter(listener));
  }

  /** Describes it for operators in one line, without secrets. */
  String describe();

  /**
   * Checks that it serves.
   *
   * @throws CoordinationUnavailableException if it cannot serve now
   */
  void check();

  @Override
  void close();
}
