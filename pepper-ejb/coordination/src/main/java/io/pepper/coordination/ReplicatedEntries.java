package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.Coordination.Listing;
import io.pepper.coordination.EntryReader.Reading;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The entries of a {@link ReplicatedMap} in memory: of what the watch and this node's own changes
 * report in any order, the newest. Safe for any number of threads.
 */
final class ReplicatedEntries<K extends Comparable<K>, V> {
  private static final Logger LOG = System.getLogger(ReplicatedEntries.class.getName());

  private final EntryReader<K, V> reader;
  private final ReplicatedMapListener<K> listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final KnownRevisions known = new KnownRevisions();
  private final ConcurrentNavigableMap<K, Versioned<V>> values = new ConcurrentSkipListMap<>();

  ReplicatedEntries(EntryReader<K, V> reader, ReplicatedMapListener<K> listener) {
    this.reader = reader;
    this.listener = listener;
  }

  /** Returns a live view, which can be read without a lock. */
  ConcurrentNavigableMap<K, Versioned<V>> values() {
    return values;
  }

  /** Applies the list with which it starts; the listener hears of it even if it is empty. */
  void start(Listing listing) {
    receive(listing, true);
  }

  /** Applies what the watch delivers. */
  void receive(Changes changes) {
    if (changes.list().isPresent()) {
      // Not its net effect: that knows only what the watch has delivered.
      receive(changes.list().get(), false);
    } else {
      receive(changes.changes(), OptionalLong.empty(), false);
    }
  }

  private void receive(Listing listing, boolean isStart) {
    List<Change> changes = new ArrayList<>();
    listing.entries().forEach(entry -> changes.add(EntryReader.changeOf(entry)));
    locked(() -> known.missingFrom(listing))
        .forEach(path -> changes.add(EntryReader.removal(path, listing.revision())));
    receive(changes, OptionalLong.of(listing.asked()), isStart);
  }

  private void receive(List<Change> changes, OptionalLong asked, boolean isStart) {
    List<Change> news =
        locked(() -> changes.stream().filter(each -> known.isNews(each, asked)).toList());
    // Reading takes the most time and holds no lock; what has become old meanwhile is dropped.
    apply(news.stream().map(reader::read).toList(), asked, isStart);
  }

  /**
   * Applies what this node has read or written itself.
   *
   * @param asked a time before that, by {@link System#nanoTime}
   */
  void apply(List<Reading<K, V>> readings, long asked) {
    apply(readings, OptionalLong.of(asked), false);
  }

  private void apply(List<Reading<K, V>> readings, OptionalLong asked, boolean isStart) {
    Set<K> changed = new LinkedHashSet<>();
    locked(() -> {
      long now = System.nanoTime();
      for (Reading<K, V> reading : readings) {
        if (known.isNews(reading.change(), asked)) {
          known.note(reading.change(), now);
          reading.key().filter(key -> keep(key, reading)).ifPresent(changed::add);
        }
      }
      if (isStart || !changed.isEmpty()) {
        listener.applied(changed);
      }
      return changed;
    });
    changed.forEach(this::notifyListener);
  }

  /** Keeps what was read. Returns whether readers see a difference. */
  private boolean keep(K key, Reading<K, V> reading) {
    if (reading.value().isEmpty()) {
      return values.remove(key) != null;
    }
    Change change = reading.change();
    V summary = reader.format().summary(reading.value().get());
    values.put(key, new Versioned<>(change.key(), summary, change.revision()));
    return true;
  }

  private void notifyListener(K key) {
    try {
      listener.changed(key);
    } catch (RuntimeException e) {
      // Edge: a listener's fault at one key must not keep it from hearing of the others.
      LOG.log(Level.ERROR, "a listener failed on the change of '" + reader.path(key) + "'", e);
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
