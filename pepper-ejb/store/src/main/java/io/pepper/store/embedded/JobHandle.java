package io.pepper.store.embedded;

import io.pepper.store.HeldJob;
import java.nio.ByteBuffer;

/** The sequence of a held job, as {@link HeldJob#stored} carries it. */
final class JobHandle {
  private JobHandle() {}

  static byte[] of(long sequence) {
    return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
  }

  static long sequence(HeldJob held) {
    return ByteBuffer.wrap(held.stored()).getLong();
  }
}
