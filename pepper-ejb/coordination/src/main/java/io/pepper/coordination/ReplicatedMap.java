package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.EntryReader.Reading;
import io.pepper.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The keys under a prefix as values in memory, the same on every node: kept up by one watch, and by
 * this node's own changes at once. Both arrive in any order; of each key the newest holds, and a
 * list removes what it does not contain. An entry that cannot be read is logged and left out.
 *
 * <p>Safe for any number of threads. Reading takes no lock. Changing blocks and may throw {@link
 * CoordinationUnavailableException}, after which the change may have been made or not.
 *
 * @param <K> the keys, whose {@code toString} is what follows the prefix
 * @param <V> the values; immutable
 */
public final class ReplicatedMap<K extends Comparable<K>, V> implements AutoCloseable {
  /**
   * The place and the size of a map.
   *
   * @param prefix ends with a slash
   * @param entries what an error calls them, in the plural
   * @param maxEntries the number of entries from which on none is added
   */
  public record Terms(String prefix, String entries, int maxEntries) {}

  private final Coordination coordination;
  private final Terms terms;
  private final EntryReader<K, V> reader;
  private final ReplicatedEntries<K, V> entries;
  private Coordination.KeyWatch watch;

  /** Creates an empty map; {@link #open} reads it. */
  public ReplicatedMap(
      Coordination coordination,
      Terms terms,
      EntryFormat<K, V> format,
      ReplicatedMapListener<K> listener) {
    this.coordination = coordination;
    this.terms = terms;
    this.reader = new EntryReader<>(terms.prefix(), format);
    this.entries = new ReplicatedEntries<>(reader, listener);
  }

  /** Reads what is there, which the listener hears at once, and follows changes from then on. */
  public void open() {
    entries.start(coordination.list(terms.prefix()));
    watch = coordination.follow(terms.prefix(), entries::receive);
  }

  public Optional<Versioned<V>> find(K key) {
    return Optional.ofNullable(entries.values().get(key));
  }

  /** Returns all entries in the order of keys. */
  public Stream<Versioned<V>> all() {
    return entries.values().values().stream();
  }

  /** Returns the entries whose keys come after this one, there or not, in the order of keys. */
  public Stream<Versioned<V>> after(K key) {
    return entries.values().tailMap(key, false).values().stream();
  }

  /** Returns a live view of the keys. */
  public Set<K> keys() {
    return entries.values().keySet();
  }

  public int size() {
    return entries.values().size();
  }

  /** Returns the key in Coordination, whether it is there or not. */
  public String path(K key) {
    return reader.path(key);
  }

  /**
   * Reads, edits and writes a value, and repeats that until no other writer was faster. The change
   * is in force on this node when the method returns.
   *
   * @param edit makes the new value from the present one, which is read from Coordination; both are
   *     empty for none. May be called several times; what it throws ends the change
   * @return the value as it is now
   * @throws InvalidDefinitionException if the key is new and there are too many
   */
  public Optional<V> change(K key, UnaryOperator<Optional<V>> edit) {
    while (true) {
      long asked = System.nanoTime();
      Optional<Entry> entry = coordination.get(path(key));
      Optional<V> present = entry.flatMap(found -> reader.read(key, found));
      Optional<V> next = edit.apply(present);
      if (entry.isPresent() && next.equals(present)) {
        Change read = EntryReader.changeOf(entry.get());
        entries.apply(List.of(new Reading<>(read, Optional.of(key), next)), asked);
        return next;
      }
      boolean isGone = entry.isEmpty() && next.isEmpty() && find(key).isEmpty();
      if (isGone || write(key, entry.map(Entry::revision).orElse(0L), next)) {
        return next;
      }
    }
  }

  private boolean write(K key, long expected, Optional<V> next) {
    return commit(key, expected, Map.of(key, next));
  }

  private void refuseTooMany(K key) {
    if (size() >= terms.maxEntries() && find(key).isEmpty()) {
      throw new InvalidDefinitionException(
          "",
          "there are %d %s, which is the most; delete one first"
              .formatted(terms.maxEntries(), terms.entries()));
    }
  }

  /**
   * Writes values whose keys are not there yet, all in one transaction. They are in force on this
   * node when the method returns.
   *
   * @return false if one of the keys is there; none is written then
   */
  public boolean create(Map<K, V> added) {
    Transaction absent = Transaction.unconditional();
    Map<K, Optional<V>> changes = new LinkedHashMap<>();
    for (Map.Entry<K, V> each : added.entrySet()) {
      absent = absent.andExpecting(path(each.getKey()), 0);
      changes.put(each.getKey(), Optional.of(each.getValue()));
    }
    return commit(absent, changes);
  }

  /**
   * Returns a value as Coordination has it now, which this node's memory may not show yet.
   *
   * @throws IllegalStateException if an entry is there that cannot be read; the log says why
   */
  public Optional<Versioned<V>> read(K key) {
    return coordination
        .get(path(key))
        .map(entry ->
            new Versioned<>(
                entry.key(),
                reader
                    .read(key, entry)
                    .orElseThrow(() -> new IllegalStateException(entry.key() + " is unreadable")),
                entry.revision()));
  }

  /**
   * Writes and deletes several entries in one transaction, if one key is as it was read. They are
   * in force on this node when the method returns.
   *
   * @param guard the key that every writer of these entries changes
   * @param expected the revision that the guard was read at; 0 if it was not there
   * @param changes the new value of each key; empty to delete it
   * @return false if another writer was faster; nothing is written then
   * @throws InvalidDefinitionException if keys are new and there are too many
   */
  public boolean commit(K guard, long expected, Map<K, Optional<V>> changes) {
    changes.forEach((key, value) -> value.ifPresent(set -> refuseTooMany(key)));
    return commit(Transaction.expecting(path(guard), expected), changes);
  }

  /** Commits by conditions, which tell the revision even if deleted keys are gone already. */
  private boolean commit(Transaction conditions, Map<K, Optional<V>> changes) {
    Map<K, Optional<byte[]>> written = new LinkedHashMap<>();
    Transaction transaction = conditions;
    for (Map.Entry<K, Optional<V>> each : changes.entrySet()) {
      String path = path(each.getKey());
      Optional<byte[]> value = each.getValue().map(reader.format()::write);
      written.put(each.getKey(), value);
      transaction =
          value.isPresent() ? transaction.put(path, value.get()) : transaction.delete(path);
    }
    long asked = System.nanoTime();
    Optional<Long> revision = coordination.commit(transaction);
    if (revision.isPresent()) {
      List<Reading<K, V>> readings = new ArrayList<>();
      written.forEach((key, value) -> {
        Change change = new Change(path(key), value, revision.get());
        readings.add(new Reading<>(change, Optional.of(key), changes.get(key)));
      });
      entries.apply(readings, asked);
    }
    return revision.isPresent();
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
