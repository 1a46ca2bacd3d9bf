package io.pepper.store.embedded.segment;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The files of one folder, as the log of the jobs uses them; tests put one in its place that loses
 * power. Safe for any number of threads; the same name for one at a time.
 */
public interface Disk extends Closeable {
  /** Returns the names of all files. */
  List<String> names() throws IOException;

  /** Opens a file for reading and writing. */
  DiskFile open(String name) throws IOException;

  /** Creates an empty file, in the place of one of that name. */
  DiskFile create(String name) throws IOException;

  /** Deletes a file; does nothing if there is none. */
  void delete(String name) throws IOException;

  /** Renames a file, which takes the place of one of the new name. */
  void rename(String from, String to) throws IOException;

  /** Returns when all creations, renamings and deletions are on the disk. */
  void forceNames() throws IOException;

  /** Returns how many bytes can still be written. */
  long usableBytes() throws IOException;

  /** Returns a file's name with its folder, for messages. */
  String pathOf(String name);
}
