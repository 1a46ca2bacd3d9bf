package io.pepper.store.embedded;

import io.pepper.store.HeldJob;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The sequence of a held job, as {@link HeldJob#stored} carries it. */
final class JobHandle {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private JobHandle() {}

  static byte[] of(long sequence) {
    byte[] handle = new byte[Long.BYTES];
    LONG.set(handle, 0, sequence);
    return handle;
  }

  static long sequence(HeldJob held) {
    return (long) LONG.get(held.stored(), 0);
  }
}
