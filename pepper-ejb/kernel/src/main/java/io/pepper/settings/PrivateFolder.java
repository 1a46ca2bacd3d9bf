package io.pepper.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders below the data folder, which only this user may read. */
final class PrivateFolder {
  private PrivateFolder() {}

  /**
   * Returns a folder in the data folder; both are created if missing.
   *
   * @throws InvalidSettingException if it cannot be written
   */
  static Path in(Path data, String name) {
    Path folder = data.resolve(name);
    try {
      Files.createDirectories(data);
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, Privacy.folder());
      }
    } catch (IOException e) {
      throw unwritable(data, e);
    }
    if (!Files.isWritable(folder)) {
      throw unwritable(data, null);
    }
    return folder;
  }

  private static InvalidSettingException unwritable(Path data, IOException cause) {
    InvalidSettingException unwritable =
        new InvalidSettingException("pepper.data", data.toString(), "a folder Pepper can write");
    unwritable.initCause(cause);
    return unwritable;
  }
}
