package io.pepper.store.embedded.index;

import io.pepper.store.embedded.segment.ByteReader;
import io.pepper.store.embedded.segment.Disk;
import io.pepper.store.embedded.segment.DiskFile;
import io.pepper.store.embedded.segment.Segment;
import io.pepper.store.embedded.segment.SegmentFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The index of a sealed segment: a file with a directory of its runs and their entries in chunks,
 * all with checksums. It can be made anew from the segment.
 */
public final class RunIndex {
  static final long MAGIC = 0x506570504a496e31L;

  /**
   * The bytes of magic, number and salt of the segment, and the directory's length and checksum.
   */
  static final int HEADER_BYTES = 3 * Long.BYTES + 2 * Integer.BYTES;

  /**
   * One run.
   *
   * @param topic its number
   * @param state its number, as the log gives it
   * @param isScheduled whether the keys have a due time
   */
  public record Listed(int topic, int state, boolean isScheduled, RunEntries entries) {}

  private final Segment segment;
  private final Disk disk;
  private final DiskFile file;
  private List<Listed> runs;

  private RunIndex(Segment segment, Disk disk, DiskFile file) {
    this.segment = segment;
    this.disk = disk;
    this.file = file;
  }

  /** Returns the runs in the order in which they were written. */
  public List<Listed> runs() {
    return runs;
  }

  Segment segment() {
    return segment;
  }

  DiskFile file() {
    return file;
  }

  String path() {
    return disk.pathOf(SegmentFolder.indexOf(segment));
  }

  /** Closes the file. */
  public void close() throws IOException {
    file.close();
  }

  /**
   * Opens the index of a segment.
   *
   * @param names of all files
   * @return null if there is none that can be used
   */
  public static RunIndex open(Segment segment, Disk disk, List<String> names, ChunkCache cache)
      throws IOException {
    String name = SegmentFolder.indexOf(segment);
    return names.contains(name) ? open(segment, disk, cache) : null;
  }

  /** Opens the index of a segment, which is there. */
  public static RunIndex open(Segment segment, Disk disk, ChunkCache cache) throws IOException {
    RunIndex index = new RunIndex(segment, disk, disk.open(SegmentFolder.indexOf(segment)));
    index.runs = index.read(cache);
    if (index.runs == null) {
      index.close();
      return null;
    }
    return index;
  }

  /**
   * Reads the directory.
   *
   * @return null if it is not that of the segment, or damaged
   */
  private List<Listed> read(ChunkCache cache) throws IOException {
    byte[] header = new byte[HEADER_BYTES];
    if (!fill(header, 0)) {
      return null;
    }
    ByteReader fields = new ByteReader().reset(header, 0, header.length);
    boolean isOurs =
        fields.getLong() == MAGIC
            && fields.getLong() == segment.number()
            && fields.getLong() == segment.header().salt();
    int length = fields.getInt();
    int expected = fields.getInt();
    if (!isOurs || length < 0 || length > file.size()) {
      return null;
    }
    byte[] directory = new byte[length];
    CRC32C checksum = new CRC32C();
    if (!fill(directory, HEADER_BYTES)) {
      return null;
    }
    checksum.update(directory, 0, length);
    return (int) checksum.getValue() == expected ? runs(directory, cache) : null;
  }

  private boolean fill(byte[] target, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target);
    file.read(buffer, position);
    return !buffer.hasRemaining();
  }

  private List<Listed> runs(byte[] directory, ChunkCache cache) {
    ByteReader fields = new ByteReader().reset(directory, 0, directory.length);
    List<Listed> runs = new ArrayList<>();
    while (fields.hasMore()) {
      int topic = fields.getInt();
      int state = fields.getInt();
      boolean isScheduled = fields.getInt() != 0;
      int count = fields.getInt();
      long start = fields.getLong();
      long lastTime = fields.getLong();
      long lastSequence = fields.getLong();
      int chunks = chunks(count);
      long[] times = isScheduled ? new long[chunks] : null;
      long[] sequences = new long[chunks];
      for (int i = 0; i < chunks; i++) {
        if (isScheduled) {
          times[i] = fields.getLong();
        }
        sequences[i] = fields.getLong();
      }
      SealedEntries entries =
          new SealedEntries(this, cache, start, count, times, sequences, lastTime, lastSequence);
      runs.add(new Listed(topic, state, isScheduled, entries));
    }
    return runs;
  }

  private static int chunks(int count) {
    return (count + SealedEntries.CHUNK_ENTRIES - 1) >> SealedEntries.CHUNK_SHIFT;
  }

  /**
   * Writes the index of a sealed segment, on any thread: entries of a sealed segment do not change.
   */
  public static RunIndex write(Segment segment, List<Listed> runs, Disk disk, ChunkCache cache)
      throws IOException {
    DiskFile file = disk.create(SegmentFolder.indexOf(segment));
    byte[] directory = directory(runs);
    CRC32C checksum = new CRC32C();
    checksum.update(directory, 0, directory.length);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(MAGIC).putLong(segment.number()).putLong(segment.header().salt());
    header.putInt(directory.length).putInt((int) checksum.getValue());
    file.write(header.flip(), 0);
    file.write(ByteBuffer.wrap(directory), HEADER_BYTES);
    long at = HEADER_BYTES + (long) directory.length;
    for (Listed run : runs) {
      at = writeEntries(file, at, run);
    }
    file.force();
    disk.forceNames();
    file.close();
    RunIndex index = open(segment, disk, cache);
    if (index == null) {
      throw new IOException(
          "The index " + disk.pathOf(SegmentFolder.indexOf(segment)) + " cannot be read back");
    }
    return index;
  }

  private static byte[] directory(List<Listed> runs) throws IOException {
    int length = 0;
    for (Listed run : runs) {
      length += 4 * Integer.BYTES + 3 * Long.BYTES;
      length += chunks(run.entries().count()) * (run.isScheduled() ? 2 : 1) * Long.BYTES;
    }
    ByteBuffer directory = ByteBuffer.allocate(length);
    long start = HEADER_BYTES + (long) length;
    for (Listed run : runs) {
      RunEntries entries = run.entries();
      int last = entries.count() - 1;
      directory.putInt(run.topic()).putInt(run.state()).putInt(run.isScheduled() ? 1 : 0);
      directory.putInt(entries.count()).putLong(start);
      directory.putLong(entries.time(last)).putLong(entries.sequence(last));
      boolean isScheduled = run.isScheduled();
      for (int i = 0; i <= last; i += SealedEntries.CHUNK_ENTRIES) {
        if (isScheduled) {
          directory.putLong(entries.time(i));
        }
        directory.putLong(entries.sequence(i));
      }
      start += (long) entries.count() * SealedEntries.entryBytes(isScheduled);
      start += (long) chunks(entries.count()) * Integer.BYTES;
    }
    return directory.array();
  }

  private static long writeEntries(DiskFile file, long start, Listed run) throws IOException {
    RunEntries entries = run.entries();
    boolean isScheduled = run.isScheduled();
    int width = SealedEntries.entryBytes(isScheduled);
    CRC32C checksum = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocate(SealedEntries.CHUNK_ENTRIES * width + Integer.BYTES);
    long at = start;
    for (int first = 0; first < entries.count(); first += SealedEntries.CHUNK_ENTRIES) {
      chunk.clear();
      int end = Math.min(entries.count(), first + SealedEntries.CHUNK_ENTRIES);
      for (int i = first; i < end; i++) {
        if (isScheduled) {
          chunk.putLong(entries.time(i));
        }
        chunk.putLong(entries.sequence(i)).putInt(entries.offset(i));
        if (isScheduled) {
          chunk.putInt(entries.ordinal(i));
        }
      }
      checksum.reset();
      checksum.update(chunk.array(), 0, chunk.position());
      chunk.putInt((int) checksum.getValue()).flip();
      int length = chunk.remaining();
      file.write(chunk, at);
      at += length;
    }
    return at;
  }
}
