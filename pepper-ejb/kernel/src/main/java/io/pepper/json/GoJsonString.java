package io.pepper.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes as the inside of a JSON string, escaped exactly as the original does: {@code <}, {@code >},
 * {@code &}, U+2028 and U+2029 as well, in lower-case hex; every byte that is not UTF-8 becomes
 * {@code \}{@code ufffd}.
 *
 * @param bytes unescaped
 * @param length escaped, in bytes
 * @param lossy whether some bytes were not UTF-8
 */
public record GoJsonString(byte[] bytes, int length, boolean lossy) {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] HEX = "0123456789abcdef".getBytes(Utf8.CHARSET);
  private static final int UNICODE_ESCAPE = 6;

  /** The length of each ASCII byte when escaped: 1, 2 or 6. */
  private static final byte[] WIDTH = new byte[128];

  /** The letter after the backslash of two-character escapes. */
  private static final byte[] SHORT = new byte[128];

  static {
    Arrays.fill(WIDTH, (byte) 1);
    Arrays.fill(WIDTH, 0, 0x20, (byte) UNICODE_ESCAPE);
    for (char c : new char[] {'<', '>', '&'}) {
      WIDTH[c] = UNICODE_ESCAPE;
    }
    String pairs = "\"\"\\\\\nn\rr\tt";
    for (int i = 0; i < pairs.length(); i += 2) {
      WIDTH[pairs.charAt(i)] = 2;
      SHORT[pairs.charAt(i)] = (byte) pairs.charAt(i + 1);
    }
  }

  public static GoJsonString of(byte[] bytes) {
    int start = plainPrefix(bytes);
    int length = start;
    boolean lossy = false;
    int i = start;
    while (i < bytes.length) {
      byte b = bytes[i];
      if (b >= 0) {
        length += WIDTH[b];
        i++;
        continue;
      }
      int size = Utf8.sequenceLength(bytes, i);
      lossy |= size == 0;
      length += size == 0 || isSeparator(bytes, i, size) ? UNICODE_ESCAPE : size;
      i += Math.max(size, 1);
    }
    return new GoJsonString(bytes, length, lossy);
  }

  /**
   * Returns how long the escaped text is in an encoding around it.
   *
   * @param widths how many bytes that encoding makes of each byte
   */
  public long encodedLength(byte[] widths) {
    int unicodeEscape = widths['\\'] + widths['u'] + 4 * widths['0'];
    int[] ascii = new int[128];
    for (int c = 0; c < ascii.length; c++) {
      ascii[c] =
          switch (WIDTH[c]) {
            case 1 -> widths[c];
            case 2 -> widths['\\'] + widths[SHORT[c]];
            default -> unicodeEscape;
          };
    }
    long total = 0;
    int i = 0;
    while (i < bytes.length) {
      if (bytes[i] >= 0) {
        total += ascii[bytes[i++]];
        continue;
      }
      int size = Utf8.sequenceLength(bytes, i);
      if (size == 0 || isSeparator(bytes, i, size)) {
        total += unicodeEscape;
      } else {
        for (int k = 0; k < size; k++) {
          total += widths[bytes[i + k] & 0xff];
        }
      }
      i += Math.max(size, 1);
    }
    return total;
  }

  /** Writes {@link #length} bytes and returns where they end. */
  public int writeTo(byte[] out, int start) {
    if (length == bytes.length) {
      System.arraycopy(bytes, 0, out, start, length);
      return start + length;
    }
    int at = start;
    int i = 0;
    while (i < bytes.length) {
      byte b = bytes[i];
      if (b >= 0) {
        at = writeAscii(b, out, at);
        i++;
        continue;
      }
      int size = Utf8.sequenceLength(bytes, i);
      at = writeSequence(i, size, out, at);
      i += Math.max(size, 1);
    }
    return at;
  }

  private int writeSequence(int i, int size, byte[] out, int at) {
    if (size == 0) {
      return writeUnicode(0xfffd, out, at);
    }
    if (isSeparator(bytes, i, size)) {
      return writeUnicode(0x2028 + (bytes[i + 2] & 1), out, at);
    }
    for (int k = 0; k < size; k++) {
      out[at + k] = bytes[i + k];
    }
    return at + size;
  }

  private static int writeAscii(byte b, byte[] out, int at) {
    switch (WIDTH[b]) {
      case 1 -> {
        out[at] = b;
        return at + 1;
      }
      case 2 -> {
        out[at] = '\\';
        out[at + 1] = SHORT[b];
        return at + 2;
      }
      default -> {
        return writeUnicode(b, out, at);
      }
    }
  }

  private static int writeUnicode(int c, byte[] out, int at) {
    out[at] = '\\';
    out[at + 1] = 'u';
    for (int k = 0; k < 4; k++) {
      out[at + 2 + k] = HEX[c >> 12 - 4 * k & 0xf];
    }
    return at + UNICODE_ESCAPE;
  }

  /** Returns whether U+2028 or U+2029 starts there: E2 80 A8 or A9. */
  private static boolean isSeparator(byte[] bytes, int i, int size) {
    return size == 3
        && bytes[i] == (byte) 0xe2
        && bytes[i + 1] == (byte) 0x80
        && (bytes[i + 2] & 0xfe) == 0xa8;
  }

  /**
   * Returns how many bytes at the start need no escape, to the last whole eight; for most payloads
   * these are all.
   */
  private static int plainPrefix(byte[] bytes) {
    int i = 0;
    while (i + Long.BYTES <= bytes.length && isPlain((long) WORDS.get(bytes, i))) {
      i += Long.BYTES;
    }
    return i;
  }

  /**
   * Returns whether eight bytes hold no control, high bit, quote, backslash, {@code <}, {@code >}
   * and {@code &}.
   */
  private static boolean isPlain(long word) {
    long high = 0x8080808080808080L;
    long control = word - 0x2020202020202020L;
    long quoteOrAmpersand = zeroBytes(word & 0xfbfbfbfbfbfbfbfbL ^ 0x2222222222222222L);
    long angle = zeroBytes(word & 0xfdfdfdfdfdfdfdfdL ^ 0x3c3c3c3c3c3c3c3cL);
    long backslash = zeroBytes(word ^ 0x5c5c5c5c5c5c5c5cL);
    return ((word | control | quoteOrAmpersand | angle | backslash) & high) == 0;
  }

  private static long zeroBytes(long word) {
    return word - 0x0101010101010101L & ~word;
  }
}
