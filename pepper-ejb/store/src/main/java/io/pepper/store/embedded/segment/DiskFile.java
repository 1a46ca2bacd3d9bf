package io.pepper.store.embedded.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file whose reads and writes name their positions. Safe for one writer and any reader. */
public interface DiskFile extends Closeable {
  /** Fills the target from this position, or as far as the file goes. */
  void read(ByteBuffer target, long position) throws IOException;

  /** Writes all of the source, which is on the disk only after {@link #force}. */
  void write(ByteBuffer source, long position) throws IOException;

  /** Returns when everything that was written, and the file's size, is on the disk. */
  void force() throws IOException;

  /** Returns the size in bytes. */
  long size() throws IOException;
}
