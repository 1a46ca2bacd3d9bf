package io.pepper.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.Map;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SingleFileStore;
import org.h2.store.fs.FilePath;

/**
 * The last version in a file of MVStore, whatever ended the process that wrote it.
 *
 * <p>By itself MVStore names the last version in the file's header only now and then, and looks for
 * newer ones by following a trail that is cut when space is used again: it then takes an older
 * version for the last. So either every commit names its version in the header, or the whole file
 * is searched. Safe for any number of threads; a store belongs to its caller.
 */
public final class LastVersion {
  private static final System.Logger LOG = System.getLogger(LastVersion.class.getName());
  private static final String VERSION = "version";
  private static final int BLOCK_BYTES = 4 << 10;
  private static final int CACHE_MEGABYTES = 32;

  /** The size of two headers and one version; a file that is shorter never held anything. */
  private static final int SMALLEST_BYTES = 3 * BLOCK_BYTES;

  private LastVersion() {}

  /** A store that reads every block of the file, however good the header is. */
  private static final class Search extends SingleFileStore {
    Search() {
      super(Map.of("cacheSize", CACHE_MEGABYTES));
    }

    @Override
    protected void readStoreHeader(boolean recoveryMode) {
      super.readStoreHeader(true);
    }
  }

  /**
   * Opens a file all of whose commits were named in the header, as the job store of earlier
   * versions wrote it, and searches it only if it does not end with the version named there: it was
   * damaged.
   *
   * @param name of the file, as H2 names files; created if missing
   * @param settings of a new builder, without a file and a cache
   * @throws MVStoreException if it is in use, or the last version that was written for certain, or
   *     a newer one, cannot be found
   */
  public static MVStore open(String name, Supplier<MVStore.Builder> settings) throws IOException {
    emptyIfUnfinished(name);
    try {
      MVStore store = settings.get().cacheSize(CACHE_MEGABYTES).fileName(name).open();
      if (store.getCurrentVersion() >= named(store)) {
        return store;
      }
      store.closeImmediately();
    } catch (MVStoreException e) {
      if (e.getErrorCode() != DataUtils.ERROR_FILE_CORRUPT) {
        throw e;
      }
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} does not end with the version it should; searching all of it",
        name);
    return searched(name, settings.get());
  }

  /**
   * Opens any file, and reads all of it for that.
   *
   * @param name of the file, as H2 names files; created if missing
   * @param settings of a builder, without a file and a cache
   * @throws MVStoreException as above
   */
  public static MVStore search(String name, MVStore.Builder settings) throws IOException {
    emptyIfUnfinished(name);
    return searched(name, settings);
  }

  /** Empties a file whose creation was cut off by a kill, since MVStore cannot open it. */
  private static void emptyIfUnfinished(String name) throws IOException {
    FilePath file = FilePath.get(name);
    if (!file.exists() || file.size() >= SMALLEST_BYTES) {
      return;
    }
    try (FileChannel channel = file.open("rw");
        FileLock lock = channel.tryLock()) {
      if (lock != null && channel.size() < SMALLEST_BYTES) {
        channel.truncate(0);
      }
    } catch (OverlappingFileLockException e) {
      // In use by this very process: opening it says so.
      LOG.log(System.Logger.Level.DEBUG, "{0} is in use", name);
    }
  }

  private static MVStore searched(String name, MVStore.Builder settings) {
    FileStore<?> file = new Search();
    file.open(name, false, null);
    MVStore store = settings.adoptFileStore(file).open();
    // The version named last may have been under way, and never acknowledged.
    if (store.getCurrentVersion() < named(store) - 1) {
      long found = store.getCurrentVersion();
      long named = named(store);
      store.closeImmediately();
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT,
          "version {0} was written, but only {1} can be read",
          named,
          found);
    }
    return store;
  }

  private static long named(MVStore store) {
    return DataUtils.readHexLong(store.getFileStore().getStoreHeader(), VERSION, 0);
  }
}
