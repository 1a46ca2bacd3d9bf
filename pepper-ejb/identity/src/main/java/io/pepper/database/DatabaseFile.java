package io.pepper.database;

import io.pepper.settings.InvalidSettingException;
import io.pepper.storage.LastVersion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;

/**
 * The file of the embedded database. H2 2.2 must not go on with one that was not closed in order:
 * it uses space again that the file still refers to, and the start after that finds an old state or
 * refuses the file. So a file is used for one life, and each start copies it.
 */
final class DatabaseFile {
  private static final String SUFFIX = ".mv.db";

  private DatabaseFile() {}

  /**
   * Puts a new file with the last state of the old one in its place. Does nothing if there is no
   * file, or if it is in use: who opens it then shares it, or gets an error that names its user.
   *
   * @param database the file without its suffix
   * @throws InvalidSettingException if the file cannot be read, or the new one not be written
   */
  static void renew(Path database) {
    Path file = database.resolveSibling(database.getFileName() + SUFFIX);
    if (!Files.exists(file)) {
      return;
    }
    MVStore old = null;
    try {
      old = LastVersion.search(file.toString(), new MVStore.Builder().autoCommitDisabled());
      if (old.getCurrentVersion() > 0) {
        refuseIfFull(file);
        replace(file, old);
      }
    } catch (MVStoreException e) {
      if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
        throw unusable(file, "whose database can be read, or where it was moved away", e);
      }
    } catch (IOException e) {
      throw unusable(file, "where the database can be written anew", e);
    } finally {
      if (old != null) {
        old.closeImmediately();
      }
    }
  }

  private static void refuseIfFull(Path file) throws IOException {
    long needed = Files.size(file);
    long free = Files.getFileStore(file).getUsableSpace();
    if (free < needed) {
      throw new InvalidSettingException(
          "pepper.data",
          folder(file),
          "a folder on a disk with %,d bytes free to write the database anew (%,d are)"
              .formatted(needed, free));
    }
  }

  private static void replace(Path file, MVStore old) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    // Written in parts, so that it need not fit into memory: nobody uses it yet.
    MVStore store = new MVStore.Builder().autoCommitDisabled().fileName(fresh.toString()).open();
    try {
      MVStoreTool.compact(old, store);
      store.close();
    } finally {
      store.closeImmediately();
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Returns the data folder as it was set. */
  private static String folder(Path file) {
    return file.getParent().getParent().toString();
  }

  private static InvalidSettingException unusable(Path file, String allowed, Exception cause) {
    InvalidSettingException unusable =
        new InvalidSettingException(
            "pepper.data", folder(file), "a folder " + allowed + ": " + cause.getMessage());
    unusable.initCause(cause);
    return unusable;
  }
}
