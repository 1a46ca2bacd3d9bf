package io.pepper.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The folder with everything that Pepper keeps on this machine, for one running Pepper at a time.
 */
final class DataFolder {
  /**
   * The locks of this process by folder, which last as long as it does, also through kill -9. Kept
   * here, since the garbage collector closes the file of a lock that nothing refers to; and a file
   * that is locked is not opened again, since closing it would end the lock (POSIX).
   */
  private static final Map<Path, FileLock> CLAIMS = new HashMap<>();

  private final Path folder;

  DataFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder if it is missing and locks it for this process.
   *
   * @throws StartFailure if it cannot be written or another Pepper runs in it
   */
  void claim() {
    if (!tryClaim()) {
      throw alreadyUsed();
    }
  }

  /**
   * Does the same, unless a Pepper runs in it.
   *
   * @return whether the folder is this process's now
   */
  boolean tryClaim() {
    try {
      createPrivately(folder);
      Files.createDirectories(folder.resolve("log"));
      if (!lock(folder.toRealPath())) {
        return false;
      }
      requireWritable();
      return true;
    } catch (IOException refused) {
      throw unwritable("the data folder " + folder, refused);
    }
  }

  /** Locks a folder. Returns false if this or another process has it. */
  private static synchronized boolean lock(Path real) throws IOException {
    if (CLAIMS.containsKey(real)) {
      return false;
    }
    FileChannel file =
        FileChannel.open(
            real.resolve("pepper.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = file.tryLock();
    if (lock == null) {
      file.close();
      return false;
    }
    CLAIMS.put(real, lock);
    return true;
  }

  /** Finds what another user has left in the folder, such as root after a start with sudo. */
  private void requireWritable() throws IOException {
    try (var entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (!Files.isWritable(entry) && !entry.equals(adminPassword())) {
          throw unwritable(entry.toString(), null);
        }
      }
    }
  }

  private static StartFailure unwritable(String what, IOException cause) {
    return new StartFailure(
        "cannot write to "
            + what
            + ": make "
            + System.getProperty("user.name")
            + " its owner, or set pepper.data (environment PEPPER_DATA) to another folder",
        cause);
  }

  /** Creates a folder that only its owner may read, since it holds jobs and passwords. */
  private static void createPrivately(Path folder) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (posix) {
      var ownerOnly = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
    } else {
      Files.createDirectories(folder);
    }
  }

  private StartFailure alreadyUsed() {
    return new StartFailure(
        "another Pepper runs in the data folder "
            + folder
            + ": stop it, or set pepper.data (environment PEPPER_DATA) to another folder");
  }

  /** Copies the server's domain anew, in place of what a run that was killed may have left. */
  Path freshDomain(Path template) {
    Path domain = folder.resolve("server");
    try {
      delete(domain);
      copy(template, domain);
      return domain;
    } catch (IOException | UncheckedIOException failed) {
      throw new StartFailure(
          "cannot prepare the server's folder %s (%s): make %s the owner of all that is in it, or delete it"
              .formatted(domain, failed.getMessage(), System.getProperty("user.name")),
          failed);
    }
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  Path log() {
    return folder.resolve("log/pepper.0.log");
  }

  Path adminPassword() {
    return folder.resolve("admin-password");
  }
}
