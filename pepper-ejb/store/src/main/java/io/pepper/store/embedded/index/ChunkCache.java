package io.pepper.store.embedded.index;

import io.pepper.store.embedded.segment.Bytes;
import io.pepper.store.embedded.segment.DamagedLogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The parts of indexes that were used last, so that memory does not depend on how many jobs there
 * are. Used by the one thread of the log.
 */
public final class ChunkCache {
  private static final int MAX_CHUNKS = 1_024;

  /** The place of a chunk: segments never share a number. */
  private record Chunk(long segment, long position) {}

  private final Map<Chunk, byte[]> chunks =
      new LinkedHashMap<>(2 * MAX_CHUNKS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Chunk, byte[]> eldest) {
          return size() > MAX_CHUNKS;
        }
      };
  private RunIndex lastIndex;
  private long lastPosition;
  private byte[] lastBytes;

  /**
   * Reads a chunk.
   *
   * @param length of its entries, which its checksum follows
   */
  byte[] get(RunIndex index, long position, int length) throws IOException {
    if (lastIndex == index && lastPosition == position) {
      return lastBytes;
    }
    Chunk place = new Chunk(index.segment().number(), position);
    byte[] bytes = chunks.get(place);
    if (bytes == null) {
      bytes = read(index, position, length);
      chunks.put(place, bytes);
    }
    lastIndex = index;
    lastPosition = position;
    lastBytes = bytes;
    return bytes;
  }

  private static byte[] read(RunIndex index, long position, int length) throws IOException {
    byte[] bytes = new byte[length + Integer.BYTES];
    ByteBuffer target = ByteBuffer.wrap(bytes);
    try {
      index.file().read(target, position);
    } catch (IOException e) {
      throw new IOException(
          "The index of jobs " + index.path() + " cannot be read at " + position + ": " + e, e);
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    if (target.hasRemaining() || Bytes.getInt(bytes, length) != (int) checksum.getValue()) {
      throw new DamagedLogException(
          index.path(),
          position,
          "its checksum is wrong (deleting this file and a start make it anew)");
    }
    return bytes;
  }
}
