package io.pepper.web.discovery.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A reader of {@code a=1&b=2}. Lenient: a per cent sign that begins no escape stands for itself,
 * since brpc does not encode its values.
 */
final class FormReader {
  private static final char REPLACEMENT = '\ufffd';

  private final Map<String, List<String>> to;
  private Set<String> inexact = Set.of();

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
    String key = decoded(name);
    String text = decoded(value);
    if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(value)) {
      inexact = new HashSet<>(inexact);
      inexact.add(key);
    }
    to.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(text);
  }

  /**
   * Returns the names whose values have bytes that are not UTF-8, so that they are not what was
   * sent.
   */
  Set<String> inexact() {
    return inexact;
  }

  private static boolean isUtf8(String value) {
    try {
      byte[] bytes = value.getBytes(ISO_8859_1);
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, unescape(bytes, 0)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
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
    return new String(bytes, 0, unescape(bytes, i), UTF_8);
  }

  /**
   * Replaces escapes by their bytes, in place.
   *
   * @param first where the first may be
   * @return how many bytes are left
   */
  private static int unescape(byte[] bytes, int first) {
    int i = first;
    int out = first;
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
    return out;
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
