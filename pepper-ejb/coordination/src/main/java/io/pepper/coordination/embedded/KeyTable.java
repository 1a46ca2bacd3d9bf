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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The lasting keys of the embedded adapter as they were when it was last committed, in one file of
 * MVStore. After any failure it must be closed and replaced. Belongs to one thread, which must
 * never be interrupted: Java closes a file whose thread is interrupted.
 *
 * <p>Each start, and each restoring, writes a new file and puts it in the place of the old one.
 * MVStore up to 2.2 must not go on with a file that was not closed in order: it uses space again
 * that the file still refers to, and the start after that finds an old state or refuses the file.
 */
final class KeyTable {
  private static final String KEYS = "keys";
  private static final String NUMBERS = "revisions";
  private static final String CEILING = "ceiling";
  private static final String GENERATION = "generation";

  /** The size of a page: small, as every commit writes at least one for each key that changed. */
  private static final int PAGE_BYTES = 4 << 10;

  /** The time for which space is not used again after it was freed. */
  private static final int RETENTION_MILLIS = 500;

  private static final int COMPACT_BELOW_PERCENT = 50;
  private static final int COMPACT_BYTES = 4 << 20;

  private final Path file;
  private final String fileSystem;
  private MVStore store;
  private MVMap<String, byte[]> keys;
  private MVMap<String, Long> numbers;

  /**
   * Opens the file and writes it anew.
   *
   * @param fileSystem H2's name of the file system, with a colon; empty for the usual one
   * @param present returns what the file is to hold, by what it held; called while it is locked
   * @throws InvalidSettingException if another process uses the file
   */
  KeyTable(Path file, String fileSystem, UnaryOperator<KeyState> present) {
    this.file = file;
    this.fileSystem = fileSystem;
    replace(present);
  }

  /** Makes it hold this, whatever it held; fails if another process has taken the file. */
  void restore(KeyState state) {
    replace(held -> state);
  }

  private void replace(UnaryOperator<KeyState> present) {
    // Kept open, and so locked, until the new file is locked in its place.
    MVStore old = last();
    try {
      store = old;
      keys = store.openMap(KEYS);
      numbers = store.openMap(NUMBERS);
      startAnew(present.apply(state()));
    } finally {
      old.closeImmediately();
    }
  }

  private KeyState state() {
    Map<String, Entry> entries = new HashMap<>();
    keys.forEach((key, stored) -> entries.put(key, decoded(key, stored)));
    return new KeyState(
        entries, numbers.getOrDefault(CEILING, 0L), numbers.getOrDefault(GENERATION, 0L));
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

  private void startAnew(KeyState state) {
    Path fresh = file.resolveSibling("keys.mv.new");
    try {
      Files.deleteIfExists(fresh);
      store = created(fresh);
      keys = store.openMap(KEYS);
      numbers = store.openMap(NUMBERS);
      state.keys().values().forEach(this::put);
      commit(state.ceiling(), state.generation());
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

  List<Entry> entries() {
    return List.copyOf(state().keys().values());
  }

  void put(Entry entry) {
    keys.put(entry.key(), encoded(entry));
  }

  void remove(String key) {
    keys.remove(key);
  }

  /** Forces all changes to the disk as one version of the file. */
  void commit(long ceiling, long generation) {
    numbers.put(CEILING, ceiling);
    numbers.put(GENERATION, generation);
    store.commit();
    store.sync();
  }

  /** Frees some of the space that old versions take. */
  void compact() {
    store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
    store.sync();
  }

  boolean isClosed() {
    return store.isClosed();
  }

  /** Closes it without writing anything. */
  void closeImmediately() {
    store.closeImmediately();
  }

  void close() {
    store.close();
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
