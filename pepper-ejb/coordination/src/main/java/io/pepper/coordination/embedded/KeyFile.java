package io.pepper.coordination.embedded;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.settings.InvalidSettingException;
import io.pepper.storage.LastVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The lasting keys of the embedded adapter in one file. Changes gather in memory until {@link
 * #force} makes them one atomic version of the file. After any failure it must be abandoned and
 * restored. Belongs to one thread, which must never be interrupted: Java closes a file whose thread
 * is interrupted.
 *
 * <p>Each start, and each restoring, writes a new file and puts it in the place of the old one.
 * MVStore up to 2.2 must not go on with a file that was not closed in order: it uses space again
 * that the file still refers to, and the start after that finds an old state or refuses the file.
 */
final class KeyFile {
  // Keys under leases use revisions without a durable write. So that a revision is never used
  // twice, not even over a crash, the file holds a ceiling; the next start begins there.
  private static final long REVISIONS_AT_ONCE = 1_000_000;
  private static final String CEILING = "ceiling";
  private static final String KEYS = "keys";
  private static final String REVISIONS = "revisions";

  /** The size of a page: small, as every commit writes at least one for each key that changed. */
  private static final int PAGE_BYTES = 4 << 10;

  /** The time for which space is not used again after it was freed. */
  private static final int RETENTION_MILLIS = 500;

  private static final Duration TIDY_PERIOD = Duration.ofSeconds(1);
  private static final int COMPACT_BELOW_PERCENT = 50;
  private static final int COMPACT_BYTES = 4 << 20;

  private final Path file;
  private final String fileSystem;
  private long tidiedAt = System.nanoTime();
  private MVStore store;
  private MVMap<String, byte[]> keys;
  private MVMap<String, Long> revisions;

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
    this.fileSystem = fileSystem;
    // Kept open, and so locked, until the new file is locked in its place.
    MVStore old = last();
    try {
      store = old;
      keys = store.openMap(KEYS);
      revisions = store.openMap(REVISIONS);
      startAnew(load(), revisions.getOrDefault(CEILING, 0L));
    } finally {
      old.closeImmediately();
    }
  }

  /** Opens the last version, found by a search of all of the file, which is small. */
  private MVStore last() {
    try {
      return set(LastVersion.search(fileSystem + file, settings()));
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new InvalidSettingException(
            "pepper.data",
            file.getParent().getParent().toString(),
            "a folder that no other running Pepper uses");
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private MVStore created(Path path) {
    return set(settings().fileName(fileSystem + path).open());
  }

  private static MVStore.Builder settings() {
    // No changes may reach the file by themselves, however many: they belong together.
    return new MVStore.Builder()
        .autoCommitDisabled()
        .autoCommitBufferSize(0)
        .pageSplitSize(PAGE_BYTES);
  }

  private static MVStore set(MVStore opened) {
    opened.setRetentionTime(RETENTION_MILLIS);
    opened.setVersionsToKeep(0);
    return opened;
  }

  private void startAnew(Collection<Entry> entries, long ceiling) {
    Path fresh = file.resolveSibling("keys.mv.new");
    try {
      Files.deleteIfExists(fresh);
      store = created(fresh);
      keys = store.openMap(KEYS);
      revisions = store.openMap(REVISIONS);
      entries.forEach(this::put);
      revisions.put(CEILING, ceiling);
      force();
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
    } catch (IOException e) {
      store.closeImmediately();
      throw new UncheckedIOException("cannot write " + fresh + " in the place of " + file, e);
    } catch (RuntimeException e) {
      // Edge: whatever MVStore throws, the unfinished file is closed; the caller hears of it.
      store.closeImmediately();
      throw e;
    }
  }

  /** Forces the folder, or a power cut could bring back the old file. */
  private void forceFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  List<Entry> load() {
    List<Entry> entries = new ArrayList<>(keys.size());
    keys.forEach((key, stored) -> entries.add(decoded(key, stored)));
    return entries;
  }

  /** Returns the first revision that was certainly never used. */
  long reserveRevisions() {
    long first = revisions.getOrDefault(CEILING, 0L);
    raiseCeiling(first);
    force();
    return first;
  }

  /** Reserves a revision; to be forced before the revision is used. */
  void reserve(long revision) {
    if (revision >= revisions.getOrDefault(CEILING, 0L)) {
      raiseCeiling(revision);
    }
  }

  private void raiseCeiling(long from) {
    revisions.put(CEILING, from + REVISIONS_AT_ONCE);
  }

  void put(Entry entry) {
    keys.put(entry.key(), encoded(entry));
  }

  void remove(String key) {
    keys.remove(key);
  }

  /** Forces every change to the disk; returns at once if there is none. */
  void force() {
    if (store.hasUnsavedChanges()) {
      store.commit();
      store.sync();
    }
  }

  /** Frees space, a little at a time and not at every call. */
  void tidy() {
    long now = System.nanoTime();
    if (now - tidiedAt >= TIDY_PERIOD.toNanos()) {
      store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
      store.sync();
      tidiedAt = System.nanoTime();
    }
  }

  /** Closes the file, which may or may not hold what was written since it was last forced. */
  void abandon() {
    store.closeImmediately();
  }

  boolean isAbandoned() {
    return store.isClosed();
  }

  /** Makes an abandoned file hold just this. */
  void restore(Collection<Entry> entries, long revision) {
    // Fails if another process has taken the file in between.
    MVStore old = last();
    try {
      startAnew(entries, revision + REVISIONS_AT_ONCE);
    } finally {
      old.closeImmediately();
    }
  }

  void close() {
    store.close();
  }

  /** Returns where the file is. */
  @Override
  public String toString() {
    return file.toString();
  }

  private static byte[] encoded(Entry entry) {
    return ByteBuffer.allocate(Long.BYTES + entry.value().length)
        .putLong(entry.revision())
        .put(entry.value())
        .array();
  }

  private static Entry decoded(String key, byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    long revision = buffer.getLong();
    byte[] value = new byte[buffer.remaining()];
    buffer.get(value);
    return new Entry(key, value, revision);
  }
}
