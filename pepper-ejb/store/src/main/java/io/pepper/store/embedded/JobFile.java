package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import io.pepper.settings.Privacy;
import io.pepper.storage.LastVersion;
import io.pepper.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The file of the jobs. For one thread. After any {@link MVStoreException} it must be closed and
 * opened again: it is then as it was at the last {@link #commit}.
 */
final class JobFile implements AutoCloseable {
  /** The size of pages, small: a commit writes at least one per changed list, and its parents. */
  private static final int PAGE_BYTES = 8 << 10;

  private static final int RETENTION_MILLIS = 500;

  /** The space kept for completions: new jobs are refused before the disk is full. */
  private static final long RESERVE_BYTES = 64L << 20;

  private static final int COMPACT_BELOW_PERCENT = 50;
  private static final int COMPACT_BYTES = 4 << 20;

  private final Path path;
  private final MVStore store;
  private final MVMap<String, String> figures;

  JobFile(Path path) {
    this(path, "", RETENTION_MILLIS);
  }

  /**
   * Opens the file.
   *
   * @param fileSystem H2's name of the file system, with a colon; empty for the usual one
   * @param retentionMillis how long space is not used again after it was given up
   */
  JobFile(Path path, String fileSystem, int retentionMillis) {
    this.path = path;
    this.store = open(path, fileSystem + path);
    try {
      store.setVersionsToKeep(0);
      forgetUnusedSpace();
      store.setRetentionTime(retentionMillis);
      this.figures = map("figures", StringDataType.INSTANCE, StringDataType.INSTANCE);
    } catch (MVStoreException e) {
      store.closeImmediately();
      throw new StoreUnavailableException(problem(path, e), e);
    }
  }

  private static MVStore open(Path path, String name) {
    try {
      Files.createDirectories(path.getParent(), Privacy.folder());
      return LastVersion.open(
          name,
          // No changes may reach the file by themselves, however many: they belong together.
          () ->
              new MVStore.Builder()
                  .autoCommitDisabled()
                  .autoCommitBufferSize(0)
                  .pageSplitSize(PAGE_BYTES));
    } catch (MVStoreException e) {
      throw new StoreUnavailableException(problem(path, e), e);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "The folder " + path.getParent() + " cannot be used (setting pepper.data): " + e, e);
    }
  }

  /**
   * Writes a list of used space without the unused one. After it has opened a file, MVStore 2.2
   * reuses unused space at once but goes on listing it as used; with both at the same place the
   * file cannot be read again. So this is the first write.
   */
  private void forgetUnusedSpace() {
    store.setRetentionTime(-1);
    MVMap<String, Long> starts = map("starts", StringDataType.INSTANCE, LongDataType.INSTANCE);
    starts.put("count", starts.getOrDefault("count", 0L) + 1);
    commit();
  }

  private static String problem(Path path, MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          "The jobs in "
              + path
              + " are in use by another process;"
              + " stop it, or set pepper.data to another folder";
      case DataUtils.ERROR_FILE_CORRUPT ->
          "The jobs in "
              + path
              + " cannot be read; restore the file, or move it away to start"
              + " without the jobs in it: "
              + e.getMessage();
      default ->
          "The jobs in " + path + " cannot be opened (setting pepper.data): " + e.getMessage();
    };
  }

  MVMap<Long, byte[]> ready(TopicId topic) {
    return map("ready/" + topic, LongDataType.INSTANCE, ByteArrayDataType.INSTANCE);
  }

  MVMap<ScheduledKey, byte[]> scheduled(TopicId topic) {
    return map(
        "scheduled/" + topic, ScheduledKey.ScheduledKeyType.INSTANCE, ByteArrayDataType.INSTANCE);
  }

  MVMap<Long, byte[]> dead(TopicId topic) {
    return map("dead/" + topic, LongDataType.INSTANCE, ByteArrayDataType.INSTANCE);
  }

  /** Returns the totals by topic: succeeded attempts, a space, failed attempts. */
  MVMap<String, String> figures() {
    return figures;
  }

  private <K, V> MVMap<K, V> map(String name, BasicDataType<K> keys, BasicDataType<V> values) {
    return store.openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
  }

  boolean hasChanges() {
    return store.hasUnsavedChanges();
  }

  /** Commits; returns when every change is on disk. */
  void commit() {
    LastVersion.nameInHeader(store);
    store.commit();
    store.sync();
  }

  /** Gives space back, a little at a time. The next commit writes what has moved. */
  void tidy() {
    store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
  }

  /** Returns the size of the file in bytes. */
  long size() {
    return store.getFileStore().size();
  }

  /** Returns whether there is room for new jobs. */
  boolean hasRoom() {
    try {
      return Files.getFileStore(path).getUsableSpace() > RESERVE_BYTES;
    } catch (IOException e) {
      throw new StoreUnavailableException("The disk of " + path + " does not answer: " + e, e);
    }
  }

  /** Closes the file without writing. */
  void abandon() {
    store.closeImmediately();
  }

  /** Commits and closes as after a kill: after an orderly end MVStore trusts the file too much. */
  @Override
  public void close() {
    try {
      commit();
    } finally {
      store.closeImmediately();
    }
  }
}
