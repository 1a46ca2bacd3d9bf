package io.pepper.cron.run.output;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The cutting of UTF-8 between characters; text that is not UTF-8 is cut anywhere. */
final class Utf8Cut {
  private static final int MAX_CHARACTER_BYTES = 4;

  private Utf8Cut() {}

  /** Returns the last offset up to {@code end} that is not inside of a character. */
  static int end(byte[] text, int end) {
    for (int back = 1; back < MAX_CHARACTER_BYTES && back <= end; back++) {
      byte each = text[end - back];
      if (!continues(each)) {
        return length(each) > back ? end - back : end;
      }
    }
    return end;
  }

  /** Returns the first offset that is not inside of a character. */
  static int begin(byte[] text) {
    for (int at = 0; at < MAX_CHARACTER_BYTES && at < text.length; at++) {
      if (!continues(text[at])) {
        return at;
      }
    }
    return 0;
  }

  /**
   * Decodes bytes for people and for documents that take no control characters: bytes that are no
   * text become the replacement character.
   */
  static String text(byte[] bytes) {
    char[] chars = new String(bytes, UTF_8).toCharArray();
    for (int i = 0; i < chars.length; i++) {
      char c = chars[i];
      if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= '\ufffe') {
        chars[i] = '\ufffd';
      }
    }
    return new String(chars);
  }

  private static boolean continues(byte each) {
    return (each & 0xc0) == 0x80;
  }

  private static int length(byte first) {
    int c = first & 0xff;
    return c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
  }
}
