package io.pepper.connector.fastcgi.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a stream up to a limit; what comes past it is dropped. */
final class BoundedBytes {
  private static final byte[] NONE = {};

  private final int limit;
  private byte[] bytes = NONE;
  private int size;
  private boolean truncated;

  BoundedBytes(int limit) {
    this.limit = limit;
  }

  /** Takes everything; keeps what fits. */
  void append(ByteBuffer piece) {
    int kept = Math.min(piece.remaining(), limit - size);
    if (size + kept > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(size + kept, bytes.length * 2)));
    }
    piece.get(bytes, size, kept);
    size += kept;
    if (piece.hasRemaining()) {
      truncated = true;
      piece.position(piece.limit());
    }
  }

  boolean isTruncated() {
    return truncated;
  }

  byte[] toByteArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
