package io.pepper.store.embedded.segment;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reads of written records: from the frames that are kept in memory, else in blocks, of which
 * the last used are kept, since neighbours are often read next. For one thread.
 */
public final class SegmentReader {
  private static final int BLOCK_SHIFT = 16;
  private static final int BLOCK_BYTES = 1 << BLOCK_SHIFT;
  private static final int MAX_BLOCKS = 64;

  /** The place of a block: segments never share a number. */
  private record Block(long segment, long index) {}

  private final FrameWriter written;
  private final Map<Block, byte[]> blocks =
      new LinkedHashMap<>(2 * MAX_BLOCKS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Block, byte[]> eldest) {
          boolean isOneTooMany = size() > MAX_BLOCKS;
          spare = isOneTooMany ? eldest.getValue() : spare;
          return isOneTooMany;
        }
      };
  private Block lastBlock = new Block(-1, -1);
  private byte[] lastBytes = {};
  private byte[] spare;
  private int start;

  public SegmentReader(FrameWriter written) {
    this.written = written;
  }

  /**
   * Reads bytes of a segment.
   *
   * @return an array that has them from {@link #start} on, valid until the next call
   */
  public byte[] read(Segment segment, long offset, int length) throws IOException {
    int kept = written.find(segment, offset, length);
    if (kept >= 0) {
      start = kept;
      return written.array();
    }
    long index = offset >>> BLOCK_SHIFT;
    long end = index + 1 << BLOCK_SHIFT;
    if (offset + length <= end && end <= segment.end()) {
      start = (int) (offset & BLOCK_BYTES - 1);
      return block(segment, index);
    }
    byte[] exact = new byte[length];
    segment.read(exact, 0, length, offset);
    start = 0;
    return exact;
  }

  public int start() {
    return start;
  }

  private byte[] block(Segment segment, long index) throws IOException {
    if (lastBlock.segment == segment.number() && lastBlock.index == index) {
      return lastBytes;
    }
    Block place = new Block(segment.number(), index);
    byte[] bytes = blocks.get(place);
    if (bytes == null) {
      bytes = spare == null ? new byte[BLOCK_BYTES] : spare;
      spare = null;
      segment.read(bytes, 0, BLOCK_BYTES, index << BLOCK_SHIFT);
      blocks.put(place, bytes);
    }
    lastBlock = place;
    lastBytes = bytes;
    return bytes;
  }
}
