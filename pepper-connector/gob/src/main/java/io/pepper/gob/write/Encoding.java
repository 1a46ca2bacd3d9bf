package io.pepper.gob.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.gob.GobException;
import io.pepper.gob.GobLimitException;
import io.pepper.gob.GobValue;
import java.util.Arrays;
import java.util.Map;

/** The bytes of a message being encoded. For one thread at a time. */
final class Encoding {
  /** Go's own limit: its decoder refuses longer messages. */
  static final int MAX_BYTES = 1 << 30;

  private static final int FIRST_BYTES = 256;
  private static final int MAX_SHORT = 0x7f;
  private static final int MAX_NUMBER_BYTES = 9;

  private final Map<String, NamedType> named;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  /**
   * @param named the types that interface values may have
   */
  Encoding(Map<String, NamedType> named) {
    this.named = named;
  }

  NamedType named(String name) {
    NamedType type = named.get(name);
    if (type == null) {
      throw new GobException("the schema knows no type named " + name + " for interface values");
    }
    return type;
  }

  /** Encodes a value with what begins it where its type's id was written. */
  void value(GobType type, GobValue value) {
    if (!type.isStruct()) {
      unsigned(0);
    }
    type.write(this, value);
  }

  private void ensure(int more) {
    if (more > bytes.length - length) {
      long wanted = (long) length + more;
      if (wanted > MAX_BYTES) {
        throw new GobLimitException("message bytes", wanted, MAX_BYTES);
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(wanted, 2L * bytes.length)));
    }
  }

  /** Writes a number: itself up to 127, otherwise its count of bytes, negated, before them. */
  void unsigned(long number) {
    ensure(MAX_NUMBER_BYTES);
    if (number >= 0 && number <= MAX_SHORT) {
      bytes[length++] = (byte) number;
      return;
    }
    int count = (Long.SIZE - Long.numberOfLeadingZeros(number) + 7) / Byte.SIZE;
    bytes[length++] = (byte) -count;
    for (int shift = (count - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (number >>> shift);
    }
  }

  /** Writes a number whose lowest bit says whether the others are inverted. */
  void signed(long number) {
    unsigned(number < 0 ? ~number << 1 | 1 : number << 1);
  }

  /** Writes a float, its bytes reversed, so that short ones take few bytes. */
  void real(double number) {
    unsigned(Long.reverseBytes(Double.doubleToRawLongBits(number)));
  }

  void text(String text) {
    bytes(text.getBytes(UTF_8));
  }

  void bytes(byte[] added) {
    unsigned(added.length);
    ensure(added.length);
    System.arraycopy(added, 0, bytes, length, added.length);
    length += added.length;
  }

  /** Leaves a place for the length of what follows, and returns where that begins. */
  int beginLength() {
    ensure(1);
    return ++length;
  }

  /** Writes the length of what was written since {@link #beginLength} before it. */
  void endLength(int start) {
    int count = length - start;
    if (count <= MAX_SHORT) {
      bytes[start - 1] = (byte) count;
      return;
    }
    int more = (Integer.SIZE - Integer.numberOfLeadingZeros(count) + 7) / Byte.SIZE;
    ensure(more);
    System.arraycopy(bytes, start, bytes, start + more, count);
    length = start - 1;
    unsigned(count);
    length += count;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
