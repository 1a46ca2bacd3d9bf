package io.pepper.json;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The form of UTF-8 (Unicode table 3-7: no overlong forms, no surrogates). */
public final class Utf8 {
  public static final Charset CHARSET = StandardCharsets.UTF_8;

  private Utf8() {}

  /**
   * Returns the length of a sequence.
   *
   * @return 2 to 4 if a well-formed sequence of several bytes starts at i, else 0
   */
  public static int sequenceLength(byte[] bytes, int i) {
    int lead = bytes[i] & 0xff;
    int size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size == 0 || i + size > bytes.length || !isSecond(lead, bytes[i + 1] & 0xff)) {
      return 0;
    }
    for (int k = 2; k < size; k++) {
      if ((bytes[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  private static boolean isSecond(int lead, int b) {
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return b >= low && b <= high;
  }
}
