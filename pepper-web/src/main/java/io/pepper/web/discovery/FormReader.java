package io.pepper.web.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes {@code a=1&b=2} apart. Lenient: a per cent sign that begins no escape stands for itself,
 * since brpc does not encode its values.
 */
final class FormReader {
  private final Map<String, List<String>> to;

  FormReader(Map<String, List<String>> to) {
    this.to = to;
  }

  /**
   * @param text escaped; bytes beyond ASCII one to one in characters
   */
  void read(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('&', start);
      if (end < 0) {
        end = text.length();
      }
      if (end > start) {
        pair(text.substring(start, end));
      }
      start = end + 1;
    }
  }

  private void pair(String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    to.computeIfAbsent(decoded(name), key -> new ArrayList<>(1)).add(decoded(value));
  }

  static String decoded(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    byte[] bytes = text.getBytes(ISO_8859_1);
    int out = i;
    while (i < bytes.length) {
      byte b = bytes[i++];
      if (b == '+') {
        b = ' ';
      } else if (b == '%' && isEscape(bytes, i)) {
        b = (byte) (digit(bytes[i]) << 4 | digit(bytes[i + 1]));
        i += 2;
      }
      bytes[out++] = b;
    }
    return new String(bytes, 0, out, UTF_8);
  }

  private static boolean isPlain(char c) {
    return c < 0x80 && c != '+' && c != '%';
  }

  private static boolean isEscape(byte[] bytes, int i) {
    return i + 1 < bytes.length && digit(bytes[i]) >= 0 && digit(bytes[i + 1]) >= 0;
  }

  private static int digit(byte b) {
    return Character.digit(b, 16);
  }
}
