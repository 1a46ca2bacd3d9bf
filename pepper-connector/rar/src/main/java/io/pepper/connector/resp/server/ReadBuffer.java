package io.pepper.connector.resp.server;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where a connection reads while it may have to wait: 256 bytes, up to 2 KiB for a client that
 * fills them, small again when it no longer does. An idle connection keeps this much for ever.
 */
final class ReadBuffer {
  private static final int SMALLEST = 256;
  private static final int LARGEST = 2 << 10;
  private static final int PATIENCE = 64;

  private byte[] bytes = new byte[SMALLEST];
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
    if (isFull(length) && length < LARGEST) {
      resize(2 * length);
    } else if (sparse > PATIENCE && bytes.length > SMALLEST) {
      resize(bytes.length / 2);
    }
  }

  private void resize(int size) {
    bytes = new byte[size];
    sparse = 0;
  }
}
