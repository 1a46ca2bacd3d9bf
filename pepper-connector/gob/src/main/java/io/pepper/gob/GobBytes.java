package io.pepper.gob;

import java.util.Arrays;
import java.util.HexFormat;

/** A {@code []byte}. */
public final class GobBytes implements GobValue {
  private final byte[] bytes;

  /** Copies the bytes. */
  public GobBytes(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GobBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "GobBytes[" + HexFormat.of().formatHex(bytes) + "]";
  }
}
