package io.pepper.connector.resp.server;

import java.io.IOException;
import java.io.InputStream;

/**
 * The buffer of a connection that may have to wait: 256 bytes, up to 2 KiB for a client that fills
 * them, small again when it no longer does. An idle connection keeps this much for ever.
 */
final class ReadBuffer {
  private static final int MIN_SIZE = 256;
  private static final int MAX_SIZE = 2 << 10;
  private static final int MAX_SPARSE_READS = 64;

  private byte[] bytes = new byte[MIN_SIZE];
  private int sparse;

  byte[] bytes() {
    return bytes;
  }

  /** Blocks until something has come; the number of bytes, or -1 at the end. */
  int readFrom(InputStream source) throws IOException {
    return source.read(bytes);
  }

  boolean isFull(int length) {
    return length == bytes.length;
  }

  /** Learns from the last read; the bytes must be used up. */
  void adapt(int length) {
    sparse = length <= bytes.length / 4 ? sparse + 1 : 0;
    if (isFull(length) && length < MAX_SIZE) {
      resize(2 * length);
    } else if (sparse > MAX_SPARSE_READS && bytes.length > MIN_SIZE) {
      resize(bytes.length / 2);
    }
  }

  private void resize(int size) {
    bytes = new byte[size];
    sparse = 0;
  }
}
