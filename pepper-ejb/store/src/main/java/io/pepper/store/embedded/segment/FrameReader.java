package io.pepper.store.embedded.segment;

import java.io.IOException;
import java.util.zip.CRC32C;

/** The frames of one segment from the first on, as they are found at a start. For one thread. */
public final class FrameReader {
  private static final int WINDOW_BYTES = 1 << 20;

  private final Segment segment;
  private final CRC32C checksum = new CRC32C();
  private final byte[] salt = new byte[Long.BYTES];
  private final long limit;
  private final ByteReader records = new ByteReader();
  private byte[] window = new byte[WINDOW_BYTES];
  private long windowAt;
  private int windowLength;
  private long at = SegmentHeader.BYTES;
  private long frameAt;
  private long sequence;

  /**
   * @param limit where reading ends at the latest
   */
  public FrameReader(Segment segment, long limit) {
    this.segment = segment;
    this.limit = limit;
    Bytes.putLong(salt, 0, segment.header().salt());
  }

  /**
   * Reads the next frame.
   *
   * @param expected its sequence
   * @return whether there is one
   */
  public boolean next(long expected) throws IOException {
    int length = validAt(at, expected, expected);
    if (length < 0) {
      return false;
    }
    frameAt = at;
    at += FrameWriter.alignedLength(length);
    int start = (int) (frameAt - windowAt) + FrameWriter.HEADER_BYTES;
    records.reset(window, start, start + length);
    return true;
  }

  /** Returns the records of the frame; valid until the next one is read. */
  public ByteReader records() {
    return records;
  }

  /** Returns where in the segment the position of {@link #records} is. */
  public long offset() {
    return windowAt + records.position();
  }

  public long sequence() {
    return sequence;
  }

  /** Returns where the frames read so far end. */
  public long end() {
    return at;
  }

  /**
   * Searches for a frame behind the last one that could be read. If there is one, what lies between
   * them was written and is damaged.
   *
   * @param first the lowest sequence that it may have
   */
  public boolean isFollowedBy(long first) throws IOException {
    for (long place = at + FrameWriter.ALIGNMENT;
        place + FrameWriter.HEADER_BYTES <= limit;
        place += FrameWriter.ALIGNMENT) {
      if (validAt(place, first, Long.MAX_VALUE) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the length of the records of a valid frame with such a sequence; -1 if none is there.
   */
  private int validAt(long place, long lowest, long highest) throws IOException {
    if (place + FrameWriter.HEADER_BYTES > limit) {
      return -1;
    }
    fill(place, FrameWriter.HEADER_BYTES);
    int start = (int) (place - windowAt);
    if (Bytes.getInt(window, start) != FrameWriter.MAGIC) {
      return -1;
    }
    int length = Bytes.getInt(window, start + FrameWriter.LENGTH_AT);
    long found = Bytes.getLong(window, start + FrameWriter.SEQUENCE_AT);
    if (length < 0
        || length > limit - place
        || place + FrameWriter.alignedLength(length) > limit
        || found < lowest
        || found > highest) {
      return -1;
    }
    int whole = FrameWriter.alignedLength(length);
    fill(place, whole);
    start = (int) (place - windowAt);
    int expected = Bytes.getInt(window, start + FrameWriter.CHECKSUM_AT);
    if (FrameWriter.checksum(checksum, salt, window, start, start + whole) != expected) {
      return -1;
    }
    sequence = found;
    return length;
  }

  /** Makes the window hold these bytes. */
  private void fill(long place, int length) throws IOException {
    if (place >= windowAt && place + length <= windowAt + windowLength) {
      return;
    }
    if (length > window.length) {
      window = new byte[Math.max(length, 2 * window.length)];
    }
    windowLength = 0;
    int wanted = (int) Math.min(window.length, limit - place);
    segment.read(window, 0, wanted, place);
    windowAt = place;
    windowLength = wanted;
  }
}
