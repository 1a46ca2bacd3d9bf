package io.pepper.gob;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes of a value whose type encodes itself, such as {@code time.Time}: Go's {@code
 * GobEncoder}, {@code BinaryMarshaler} and {@code TextMarshaler}.
 */
public final class GobOpaque implements GobValue {
  private final byte[] bytes;

  /** Copies the bytes. */
  public GobOpaque(byte[] bytes) {
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
    return other instanceof GobOpaque that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "GobOpaque[" + HexFormat.of().formatHex(bytes) + "]";
  }
}
