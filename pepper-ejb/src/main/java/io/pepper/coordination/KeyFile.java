package io.pepper.coordination;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.settings.InvalidSettingException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The lasting keys of the embedded adapter in one file. Each change is one atomic version of the
 * file, forced to disk before the method returns. Belongs to one thread, which must never be
 * interrupted: Java closes a file whose thread is interrupted.
 */
final class KeyFile {
  // Keys under leases use revisions without a durable write. So that a revision is never used
  // twice, not even over a crash, the file holds a ceiling; the next start begins there.
  private static final long REVISIONS_AT_ONCE = 1_000_000;
  private static final String CEILING = "ceiling";

  private final Path file;
  private MVStore store;
  private MVMap<String, byte[]> keys;
  private MVMap<String, Long> revisions;

  KeyFile(Path folder) {
    file = folder.resolve("keys.mv");
    open();
  }

  private void open() {
    try {
      store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new InvalidSettingException(
            "pepper.data",
            file.getParent().getParent().toString(),
            "a folder that no other running Pepper uses");
      }
      throw e;
    }
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
    return first;
  }

  /** To be called before a revision is used that is not written to this file at once. */
  void reserve(long revision) {
    if (revision >= revisions.getOrDefault(CEILING, 0L)) {
      raiseCeiling(revision);
    }
  }

  private void raiseCeiling(long from) {
    revisions.put(CEILING, from + REVISIONS_AT_ONCE);
    force();
  }

  void put(Entry entry) {
    keys.put(entry.key(), encoded(entry));
    force();
  }

  void remove(String key) {
    keys.remove(key);
    force();
  }

  /**
   * After a failed write the engine closes the file: opens it again and makes it hold just this.
   */
  void reopenIfBroken(Collection<Entry> lasting, long revision) {
    if (!store.isClosed()) {
      return;
    }
    open();
    keys.clear();
    lasting.forEach(entry -> keys.put(entry.key(), encoded(entry)));
    raiseCeiling(revision);
  }

  private void force() {
    store.commit();
    store.sync();
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
