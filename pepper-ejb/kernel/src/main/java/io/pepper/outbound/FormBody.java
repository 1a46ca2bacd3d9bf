package io.pepper.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * An {@code application/x-www-form-urlencoded} text in the making: space as {@code +}, {@code %XX}
 * in upper case, letters, digits and {@code -_.~} as they are. Used by one thread.
 */
public final class FormBody {
  public static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);
  private static final boolean[] PLAIN = new boolean[256];

  static {
    for (char c = 0; c < 128; c++) {
      PLAIN[c] =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "-_.~".indexOf(c) >= 0;
    }
  }

  private static final byte[] WIDTHS = new byte[256];

  static {
    for (int c = 0; c < WIDTHS.length; c++) {
      WIDTHS[c] = (byte) (PLAIN[c] || c == ' ' ? 1 : 3);
    }
  }

  private byte[] text;
  private int length;

  /**
   * Creates an empty form.
   *
   * @param expected its length, roughly, in bytes
   */
  public FormBody(int expected) {
    text = new byte[expected];
  }

  /** Returns how many bytes each byte of a value becomes. */
  public static byte[] widths() {
    return WIDTHS.clone();
  }

  public FormBody field(String name, String value) {
    return field(name, value.getBytes(UTF_8));
  }

  public FormBody field(String name, byte[] value) {
    byte[] key = name.getBytes(UTF_8);
    reserve(2 + 3 * key.length);
    if (length > 0) {
      text[length++] = '&';
    }
    append(key);
    text[length++] = '=';
    append(value);
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(text, length);
  }

  private void append(byte[] value) {
    for (byte each : value) {
      if (length + 3 > text.length) {
        reserve(3);
      }
      int c = each & 0xff;
      if (PLAIN[c]) {
        text[length++] = each;
      } else if (c == ' ') {
        text[length++] = '+';
      } else {
        text[length++] = '%';
        text[length++] = HEX[c >> 4];
        text[length++] = HEX[c & 15];
      }
    }
  }

  private void reserve(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
    }
  }
}
