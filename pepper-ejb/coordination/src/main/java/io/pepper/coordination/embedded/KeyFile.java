package io.pepper.coordination.embedded;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.settings.InvalidSettingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The lasting keys of the embedded adapter on disk. Changes gather in memory until {@link #force}
 * appends them to the journal as one record, all or nothing. When the journal is full, and at an
 * orderly end, the table is made to hold them and the journal begins anew. After any failure the
 * file must be abandoned and restored. Belongs to one thread, which must never be interrupted: Java
 * closes a file whose thread is interrupted.
 */
final class KeyFile {
  private static final Logger LOG = System.getLogger(KeyFile.class.getName());

  // Keys under leases use revisions without a durable write. So that a revision is never used
  // twice, not even over a crash, the file holds a ceiling; the next start begins there.
  private static final long REVISIONS_AT_ONCE = 1_000_000;

  private static final Duration TIDY_PERIOD = Duration.ofSeconds(1);

  private final SecureRandom random = new SecureRandom();
  private final KeyTable table;
  private final KeyJournal journal;

  /** The last value of each key that changed since the table was written; empty if it is gone. */
  private final Map<String, Optional<Entry>> changed = new HashMap<>();

  private final Path file;
  private long ceiling;
  private long tidiedAt = System.nanoTime();
  private boolean isTidy = true;

  /**
   * Opens the file.
   *
   * @throws InvalidSettingException if another process uses the file
   */
  KeyFile(Path folder) {
    this(folder, "");
  }

  /**
   * Opens the file in a file system.
   *
   * @param fileSystem H2's name of the file system, with a colon; empty for the usual one
   */
  KeyFile(Path folder, String fileSystem) {
    this.file = folder.resolve("keys.mv");
    KeyJournal[] opened = new KeyJournal[1];
    this.table =
        new KeyTable(
            file,
            fileSystem,
            held -> {
              // Only now, as the table's lock keeps other processes from the journal, too.
              opened[0] = new KeyJournal(folder.resolve("keys.log"), fileSystem);
              return present(opened[0], held);
            });
    this.journal = opened[0];
  }

  /** Returns what table and journal hold together, under a new generation. */
  private KeyState present(KeyJournal opened, KeyState held) {
    KeyState state = opened.replay(held);
    opened.forceFile();
    ceiling = state.ceiling();
    return begun(opened, state.keys());
  }

  private KeyState begun(KeyJournal with, Map<String, Entry> keys) {
    long generation = random.nextLong();
    with.begin(generation);
    return new KeyState(keys, ceiling, generation);
  }

  /** Returns the keys; to be called before anything is changed. */
  List<Entry> load() {
    return table.entries();
  }

  /** Returns the first revision that was certainly never used. */
  long reserveRevisions() {
    long first = ceiling;
    raiseCeiling(first);
    force();
    return first;
  }

  /** Reserves a revision; to be forced before the revision is used. */
  void reserve(long revision) {
    if (revision >= ceiling) {
      raiseCeiling(revision);
    }
  }

  private void raiseCeiling(long from) {
    ceiling = from + REVISIONS_AT_ONCE;
    journal.changes().ceiling(ceiling);
  }

  void put(Entry entry) {
    changed.put(entry.key(), Optional.of(entry));
    journal.changes().put(entry);
  }

  void remove(String key) {
    changed.put(key, Optional.empty());
    journal.changes().remove(key);
  }

  /** Forces every change to the disk; returns at once if there is none. */
  void force() {
    if (!journal.hasChanges()) {
      return;
    }
    if (journal.hasRoom()) {
      journal.force();
    } else {
      writeTable();
    }
  }

  /** Makes the table hold everything, and begins the journal anew. */
  private void writeTable() {
    changed.forEach((key, entry) -> entry.ifPresentOrElse(table::put, () -> table.remove(key)));
    long generation = random.nextLong();
    table.commit(ceiling, generation);
    journal.begin(generation);
    changed.clear();
    isTidy = false;
  }

  /** Frees space, a little at a time and not at every call. */
  void tidy() {
    long now = System.nanoTime();
    if (!isTidy && now - tidiedAt >= TIDY_PERIOD.toNanos()) {
      table.compact();
      tidiedAt = System.nanoTime();
      isTidy = true;
    }
  }

  /** Closes the file, which may or may not hold what was written since it was last forced. */
  void abandon() {
    table.closeImmediately();
    journal.close();
  }

  boolean isAbandoned() {
    return table.isClosed();
  }

  /** Makes an abandoned file hold just this. */
  void restore(Collection<Entry> entries, long revision) {
    changed.clear();
    ceiling = revision + REVISIONS_AT_ONCE;
    long generation = random.nextLong();
    Map<String, Entry> keys =
        entries.stream().collect(Collectors.toMap(Entry::key, Function.identity()));
    table.restore(new KeyState(keys, ceiling, generation));
    journal.reopen(generation);
  }

  void close() {
    if (isAbandoned()) {
      return;
    }
    try {
      writeTable();
      table.close();
    } catch (RuntimeException e) {
      // Edge: whatever MVStore throws, the journal holds what the table does not.
      LOG.log(Level.WARNING, "{0} is brought up to date at the next start: {1}", file, e);
      table.closeImmediately();
    }
    journal.close();
  }

  /** Returns where the file is. */
  @Override
  public String toString() {
    return file.toString();
  }
}
