package io.pepper.store.embedded.segment;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The frame that is being filled, and those before it as long as there is room, so that jobs that
 * were just written need not be read again. A frame is written whole: magic, length of its records,
 * checksum, sequence, records, zeros up to a multiple of eight bytes. For one thread.
 */
public final class FrameWriter {
  static final int MAGIC = 0x4a6f6246;
  static final int HEADER_BYTES = 24;
  static final int LENGTH_AT = 4;
  static final int CHECKSUM_AT = 8;
  static final int SEQUENCE_AT = 16;
  static final int ALIGNMENT = 8;
  private static final int MIN_BYTES = 4 << 20;
  private static final int MAX_KEPT_BYTES = 16 << 20;

  private final CRC32C checksum = new CRC32C();
  private final byte[] salt = new byte[Long.BYTES];
  private Segment segment;
  private byte[] bytes;
  private long base;
  private int start;
  private int at;

  public FrameWriter() {
    this(MIN_BYTES);
  }

  FrameWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** Begins with the first frame in this segment. */
  public void begin(Segment next) {
    segment = next;
    restart();
  }

  private void restart() {
    base = segment.end();
    start = 0;
    at = HEADER_BYTES;
  }

  /** Returns whether nothing was put into the frame. */
  public boolean isEmpty() {
    return at == start + HEADER_BYTES;
  }

  /** Returns the bytes that the frame takes with so many more of records. */
  public long lengthWith(long more) {
    return at - start + more + ALIGNMENT;
  }

  /** Makes room for so many bytes of records; the frame must still fit into the segment. */
  public void reserve(int length) {
    int needed = at + length + ALIGNMENT;
    if (needed <= bytes.length) {
      return;
    }
    int kept = at - start;
    byte[] target = bytes;
    if (kept + length + ALIGNMENT > bytes.length) {
      target = new byte[Math.max(2 * bytes.length, kept + length + ALIGNMENT)];
    }
    System.arraycopy(bytes, start, target, 0, kept);
    bytes = target;
    base = segment.end();
    start = 0;
    at = kept;
  }

  /**
   * Returns the array to put records into, from {@link #position} on; valid until the next call.
   */
  public byte[] array() {
    return bytes;
  }

  public int position() {
    return at;
  }

  /** Sets where the records end. */
  public void endAt(int position) {
    at = position;
  }

  /** Returns where in the segment this position of the array will be. */
  public long offsetOf(int position) {
    return base + position;
  }

  /**
   * Writes the frame and begins the next one.
   *
   * @param isForced whether it must be on the disk when this returns
   */
  public void write(long sequence, boolean isForced) throws IOException {
    int length = at - start - HEADER_BYTES;
    int stop = start + alignedLength(length);
    Arrays.fill(bytes, at, stop, (byte) 0);
    Bytes.putInt(bytes, start, MAGIC);
    Bytes.putInt(bytes, start + LENGTH_AT, length);
    Bytes.putInt(bytes, start + CHECKSUM_AT + Integer.BYTES, 0);
    Bytes.putLong(bytes, start + SEQUENCE_AT, sequence);
    Bytes.putLong(salt, 0, segment.header().salt());
    Bytes.putInt(bytes, start + CHECKSUM_AT, checksum(checksum, salt, bytes, start, stop));
    segment.append(bytes, start, stop - start, isForced);
    start = stop;
    at = stop + HEADER_BYTES;
    if (at + ALIGNMENT > bytes.length || bytes.length > MAX_KEPT_BYTES) {
      if (bytes.length > MAX_KEPT_BYTES) {
        bytes = new byte[MIN_BYTES];
      }
      restart();
    }
  }

  /** Returns how many bytes a frame with so many bytes of records takes. */
  static int alignedLength(int length) {
    return HEADER_BYTES + length + (-length & ALIGNMENT - 1);
  }

  /** Returns the checksum of a frame between two positions of an array. */
  static int checksum(CRC32C checksum, byte[] salt, byte[] bytes, int start, int stop) {
    checksum.reset();
    checksum.update(salt, 0, salt.length);
    checksum.update(bytes, start, CHECKSUM_AT);
    int rest = start + CHECKSUM_AT + Integer.BYTES;
    checksum.update(bytes, rest, stop - rest);
    return (int) checksum.getValue();
  }

  /**
   * Returns where in the array bytes of a segment are, also those of the frame that is filled.
   *
   * @return -1 if they are not kept
   */
  int find(Segment wanted, long offset, int length) {
    boolean isKept = wanted == segment && offset >= base && offset + length <= base + at;
    return isKept ? (int) (offset - base) : -1;
  }
}
