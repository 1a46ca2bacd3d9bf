package io.pepper.store.embedded.segment;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file of fixed size that holds frames one behind the other. Written by one thread; what lies
 * before {@link #end} never changes and may be read by any.
 */
public final class Segment {
  private static final int MAX_WRITE_BYTES = 1 << 20;

  private final Disk disk;
  private final String name;
  private final DiskFile file;
  private final long capacity;
  private SegmentHeader header;
  private volatile long end = SegmentHeader.BYTES;

  Segment(Disk disk, String name, DiskFile file, long capacity) {
    this.disk = disk;
    this.name = name;
    this.file = file;
    this.capacity = capacity;
  }

  void use(SegmentHeader newHeader) {
    header = newHeader;
    end = SegmentHeader.BYTES;
  }

  public SegmentHeader header() {
    return header;
  }

  public long number() {
    return header.number();
  }

  /** Returns the file's name without what tells its kind. */
  public String name() {
    return name;
  }

  /** Returns the file's name with its folder, for messages. */
  public String path() {
    return disk.pathOf(SegmentFolder.fileOf(name));
  }

  DiskFile file() {
    return file;
  }

  /** Returns the size in bytes. */
  public long capacity() {
    return capacity;
  }

  /** Returns where the last frame ends. */
  public long end() {
    return end;
  }

  /** Sets where the last frame ends, after it was found there. */
  public void endAt(long found) {
    end = found;
  }

  /** Returns how many bytes of frames still fit. */
  public long room() {
    return capacity - end;
  }

  /**
   * Writes a frame at the end.
   *
   * @param isForced whether it must be on the disk when this returns
   */
  void append(byte[] bytes, int start, int length, boolean isForced) throws IOException {
    for (int done = 0; done < length; done += MAX_WRITE_BYTES) {
      int part = Math.min(MAX_WRITE_BYTES, length - done);
      file.write(ByteBuffer.wrap(bytes, start + done, part), end + done);
    }
    if (isForced) {
      file.force();
    }
    end += length;
  }

  public void force() throws IOException {
    file.force();
  }

  /**
   * Reads bytes before the end.
   *
   * @throws DamagedLogException if the file is shorter than it was
   */
  void read(byte[] target, int start, int length, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, start, length);
    try {
      file.read(buffer, position);
    } catch (IOException e) {
      throw new IOException(
          "The jobs in " + path() + " cannot be read at " + position + ": " + e, e);
    }
    if (buffer.hasRemaining()) {
      throw new DamagedLogException(path(), position, "the file is too short");
    }
  }
}
