package io.pepper.coordination;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.settings.InvalidSettingException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
 */
final class KeyFile {
  // Keys under leases use revisions without a durable write. So that a revision is never used
  // twice, not even over a crash, the file holds a ceiling; the next start begins there.
  private static final long REVISIONS_AT_ONCE = 1_000_000;
  private static final String CEILING = "ceiling";

  /** Small pages: every commit writes at least one for each key that changed. */
  private static final int PAGE_BYTES = 4 << 10;

  /** How long space is not used again after it was given up. */
  private static final int RETENTION_MILLIS = 500;

  private static final Duration TIDY_PERIOD = Duration.ofSeconds(1);
  private static final int COMPACT_BELOW_PERCENT = 50;
  private static final int COMPACT_BYTES = 4 << 20;

  private final Path file;
  private long tidiedAt = System.nanoTime();
  private MVStore store;
  private MVMap<String, byte[]> keys;
  private MVMap<String, Long> revisions;

  KeyFile(Path folder) {
    file = folder.resolve("keys.mv");
    open();
  }

  private void open() {
    try {
      // No changes may reach the file by themselves, however many: they belong together.
      store =
          new MVStore.Builder()
              .fileName(file.toString())
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .pageSplitSize(PAGE_BYTES)
              .open();
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new InvalidSettingException(
            "pepper.data",
            file.getParent().getParent().toString(),
            "a folder that no other running Pepper uses");
      }
      throw e;
    }
    store.setRetentionTime(RETENTION_MILLIS);
    store.setVersionsToKeep(0);
    keys = store.openMap("keys");
    revisions = store.openMap("revisions");
  }

  List<Entry> load() {
    List<Entry> entries = new ArrayList<>(keys.size());
    keys.forEach((key, stored) -> entries.add(decoded(key, stored)));
    return entries;
  }

  /** The first revision that was certainly never used. */
  long reserveRevisions() {
    long first = revisions.getOrDefault(CEILING, 0L);
    raiseCeiling(first);
    force();
    return first;
  }

  /** To be called, and forced, before a revision is used. */
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

  /** Returns when every change is on disk; at once if there is none. */
  void force() {
    if (store.hasUnsavedChanges()) {
      store.commit();
      store.sync();
    }
  }

  /** Gives space back, a little at a time and not at every call. */
  void tidy() {
    long now = System.nanoTime();
    if (now - tidiedAt >= TIDY_PERIOD.toNanos()) {
      store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
      store.sync();
      tidiedAt = System.nanoTime();
    }
  }

  /** Lets go of the file, which may or may not hold what was written since it was last forced. */
  void abandon() {
    store.closeImmediately();
  }

  boolean isAbandoned() {
    return store.isClosed();
  }

  /** Opens an abandoned file again and makes it hold just this. */
  void restore(Collection<Entry> lasting, long revision) {
    open();
    keys.clear();
    lasting.forEach(this::put);
    raiseCeiling(revision);
    force();
  }

  void close() {
    store.close();
  }

  /** Where it is. */
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
