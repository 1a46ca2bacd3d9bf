package io.pepper.store.embedded.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The numbers in arrays of bytes: of fixed width in big-endian order, or with seven bits a byte,
 * the lowest first.
 */
public final class Bytes {
  /** The most bytes of a number with seven bits a byte. */
  public static final int MAX_VARLONG_BYTES = 10;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int BITS = 7;
  private static final int MORE = 0x80;

  private Bytes() {}

  public static int getInt(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }

  public static void putInt(byte[] bytes, int at, int value) {
    INTS.set(bytes, at, value);
  }

  public static long getLong(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  public static void putLong(byte[] bytes, int at, long value) {
    LONGS.set(bytes, at, value);
  }

  /** Writes a number that is read as unsigned; returns where it ends. */
  public static int putVarLong(byte[] bytes, int start, long value) {
    int at = start;
    long rest = value;
    while ((rest & -MORE) != 0) {
      bytes[at++] = (byte) (rest | MORE);
      rest >>>= BITS;
    }
    bytes[at++] = (byte) rest;
    return at;
  }
}
