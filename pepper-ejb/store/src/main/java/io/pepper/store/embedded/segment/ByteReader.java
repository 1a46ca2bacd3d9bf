package io.pepper.store.embedded.segment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A reader of what {@link Bytes} wrote. What it reads has passed its checksum, so that an end in
 * the middle is a defect: an {@link IndexOutOfBoundsException}.
 */
public final class ByteReader {
  private static final int BITS = 7;
  private static final int MORE = 0x80;

  private byte[] bytes;
  private int at;
  private int end;

  /** Begins to read a part of an array, which is not copied. */
  public ByteReader reset(byte[] source, int start, int stop) {
    bytes = source;
    at = start;
    end = stop;
    return this;
  }

  public boolean hasMore() {
    return at < end;
  }

  /** Returns the position in the array. */
  public int position() {
    return at;
  }

  public byte[] array() {
    return bytes;
  }

  public int getByte() {
    check(1);
    return bytes[at++];
  }

  public int getInt() {
    check(Integer.BYTES);
    int value = Bytes.getInt(bytes, at);
    at += Integer.BYTES;
    return value;
  }

  public long getLong() {
    check(Long.BYTES);
    long value = Bytes.getLong(bytes, at);
    at += Long.BYTES;
    return value;
  }

  public long getVarLong() {
    long value = 0;
    int shift = 0;
    int part;
    do {
      part = getByte();
      value |= (long) (part & MORE - 1) << shift;
      shift += BITS;
    } while ((part & MORE) != 0);
    return value;
  }

  public byte[] getBytes(int length) {
    check(length);
    byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return copy;
  }

  /** Returns a text as {@link java.io.DataOutput#writeUTF} writes one of plain characters. */
  public String getUtf() {
    int length = (getByte() & MORE + MORE - 1) << Byte.SIZE | getByte() & MORE + MORE - 1;
    return new String(getBytes(length), StandardCharsets.UTF_8);
  }

  /** Returns all that is left. */
  public byte[] getRest() {
    return getBytes(end - at);
  }

  public void skip(int length) {
    check(length);
    at += length;
  }

  private void check(int length) {
    if (length < 0 || length > end - at) {
      throw new IndexOutOfBoundsException(length + " bytes at " + at + " of " + end);
    }
  }
}
