package io.pepper.store.embedded.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first block of a segment in use; that of a free one begins with zeros. It fits into one
 * sector, so that a disk writes all of it or nothing.
 *
 * @param number of the segment: a higher one than those of all segments before
 * @param salt a random number that the checksums of its frames begin with, so that what the file
 *     held before is never mistaken for them
 * @param firstSequence of its first frame
 * @param previousEnd where the frames of the segment before it end; what lies behind was not
 *     acknowledged
 * @param isCopy whether it holds what was still needed of other segments, and no part of the log
 */
public record SegmentHeader(
    long number, long salt, long firstSequence, long previousEnd, boolean isCopy) {
  /** The bytes before the first frame. */
  public static final int BYTES = 4 << 10;

  private static final long MAGIC = 0x506570504a6f6231L;
  private static final int CHECKED_BYTES = 6 * Long.BYTES;

  ByteBuffer encode() {
    ByteBuffer block = ByteBuffer.allocate(BYTES);
    block.putLong(MAGIC).putLong(number).putLong(salt).putLong(firstSequence);
    block.putLong(previousEnd).putLong(isCopy ? 1 : 0);
    block.putInt(checksum(block));
    return block.clear();
  }

  private static int checksum(ByteBuffer block) {
    CRC32C checksum = new CRC32C();
    checksum.update(block.array(), 0, CHECKED_BYTES);
    return (int) checksum.getValue();
  }

  /**
   * Reads a block.
   *
   * @return null if the segment is free
   * @throws IllegalArgumentException if the block is neither a header nor that of a free segment
   */
  static SegmentHeader decode(ByteBuffer block) {
    long magic = block.getLong();
    long number = block.getLong();
    if (magic == 0 && number == 0) {
      return null;
    }
    SegmentHeader header =
        new SegmentHeader(
            number, block.getLong(), block.getLong(), block.getLong(), block.getLong() != 0);
    if (magic != MAGIC || block.getInt() != checksum(block)) {
      throw new IllegalArgumentException("its header is damaged");
    }
    return header;
  }
}
