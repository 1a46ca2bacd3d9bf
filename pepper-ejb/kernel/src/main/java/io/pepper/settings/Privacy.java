package io.pepper.settings;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may read what Pepper keeps on disk. */
public final class Privacy {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private Privacy() {}

  /** For a folder only this user may enter; nothing where the system knows no such modes. */
  public static FileAttribute<?>[] folder() {
    return mode("rwx------");
  }

  /** For a file only this user may read and write. */
  public static FileAttribute<?>[] file() {
    return mode("rw-------");
  }

  private static FileAttribute<?>[] mode(String mode) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
