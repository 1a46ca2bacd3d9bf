package io.pepper.settings;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The permissions of files and folders that Pepper keeps. */
public final class Privacy {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private Privacy() {}

  /** Returns those of a folder that only this user may enter; none if the system has no modes. */
  public static FileAttribute<?>[] folder() {
    return mode("rwx------");
  }

  /** Returns those of a file that only this user may read and write. */
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
