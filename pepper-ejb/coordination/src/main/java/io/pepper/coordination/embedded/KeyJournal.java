package io.pepper.coordination.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.h2.store.fs.FilePath;

/**
 * The changes since the table was last written, one record for each force, in a file that is filled
 * from its beginning again and again. A record has a checksum, a number, and the generation that
 * the table names: so none of an earlier filling is taken for one of this. Each begins at a block
 * of its own, so that writing one never touches another. Belongs to one thread.
 */
final class KeyJournal {
  private static final Logger LOG = System.getLogger(KeyJournal.class.getName());
  private static final int BLOCK_BYTES = 4 << 10;
  private static final int MAX_BYTES = 16 << 20;

  /** The size of a piece by which the file grows, written ahead to make later forces cheap. */
  private static final int GROWTH_BYTES = 1 << 20;

  private static final int CHECKSUM_AT = 4;
  private static final int GENERATION_AT = 8;
  private static final int SEQUENCE_AT = 16;
  private static final int HEADER_BYTES = 24;

  private final Path file;
  private final String fileSystem;
  private final KeyChanges changes = new KeyChanges();
  private FileChannel channel;
  private long size;
  private long end;
  private long generation;
  private long sequence;

  /**
   * Opens the file.
   *
   * @param fileSystem H2's name of the file system, with a colon; empty for the usual one
   */
  KeyJournal(Path file, String fileSystem) {
    this.file = file;
    this.fileSystem = fileSystem;
    open();
  }

  private void open() {
    try {
      channel = FilePath.get(fileSystem + file).open("rw");
      size = channel.size();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
  }

  /**
   * Makes the changes of a generation again.
   *
   * @return what the state has come to
   * @throws IllegalStateException if a record in the middle cannot be read
   */
  KeyState replay(KeyState state) {
    long ceiling = state.ceiling();
    try {
      begin(state.generation());
      for (byte[] payload = next(); payload != null; payload = next()) {
        ceiling = KeyChanges.redo(payload, state.keys(), ceiling);
      }
      refuseDamage();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return new KeyState(state.keys(), ceiling, state.generation());
  }

  /** Reads the next record; null if there is none. */
  private byte[] next() throws IOException {
    ByteBuffer header = read(end, HEADER_BYTES);
    if (header == null || !isOurs(header) || header.getLong(SEQUENCE_AT) != sequence) {
      return null;
    }
    int length = header.getInt(0);
    ByteBuffer whole = length < 0 || length > size ? null : read(end, HEADER_BYTES + length);
    if (whole == null || checksum(whole.array()) != header.getInt(CHECKSUM_AT)) {
      return null;
    }
    advance(whole.capacity());
    byte[] payload = new byte[length];
    whole.get(HEADER_BYTES, payload);
    return payload;
  }

  private boolean isOurs(ByteBuffer header) {
    return header.getLong(GENERATION_AT) == generation;
  }

  private ByteBuffer read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        return null;
      }
    }
    return bytes;
  }

  private static int checksum(byte[] whole) {
    CRC32C checksum = new CRC32C();
    checksum.update(whole, GENERATION_AT, whole.length - GENERATION_AT);
    return (int) checksum.getValue();
  }

  /**
   * The last record may be half written, and was never acknowledged then. One with another after it
   * was acknowledged.
   */
  private void refuseDamage() throws IOException {
    for (long at = end + BLOCK_BYTES; at < size; at += BLOCK_BYTES) {
      ByteBuffer header = read(at, HEADER_BYTES);
      if (header != null && isOurs(header) && header.getLong(SEQUENCE_AT) > sequence) {
        throw new IllegalStateException(
            "%s is damaged at byte %d: put a copy of the data folder in its place, or move this file away and go on without the changes since keys.mv was last written"
                .formatted(file, end));
      }
    }
  }

  /** Fills the file from its beginning. The table names this generation, and what was before. */
  void begin(long named) {
    generation = named;
    sequence = 0;
    end = 0;
    changes.clear();
  }

  /** Returns the changes that are not forced yet, to add to. */
  KeyChanges changes() {
    return changes;
  }

  boolean hasChanges() {
    return changes.size() > 0;
  }

  /** Returns whether the changes fit into the file. */
  boolean hasRoom() {
    return end + HEADER_BYTES + changes.size() <= MAX_BYTES;
  }

  /** Forces the changes to the disk as one record. */
  void force() {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER_BYTES + changes.size())
            .putInt(0, changes.size())
            .putLong(GENERATION_AT, generation)
            .putLong(SEQUENCE_AT, sequence)
            .put(HEADER_BYTES, changes.bytes());
    byte[] whole = bytes.array();
    bytes.putInt(CHECKSUM_AT, checksum(whole));
    try {
      grow(end + whole.length);
      write(bytes, end);
      channel.force(false);
    } catch (IOException e) {
      throw failed(e);
    }
    advance(whole.length);
    changes.clear();
  }

  private void advance(int length) {
    sequence++;
    end += (length + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }

  private void grow(long needed) throws IOException {
    while (size < needed) {
      write(ByteBuffer.allocate(GROWTH_BYTES), size);
      size += GROWTH_BYTES;
    }
  }

  private void write(ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes, at + bytes.position());
    }
  }

  /** Forces the file itself, so that a power cut leaves it in its folder. */
  void forceFile() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Closes the file; what was forced stays, whatever goes wrong. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot close " + file, e);
    }
  }

  /** Opens the file again after it was closed. */
  void reopen(long named) {
    open();
    begin(named);
  }
}
