package io.pepper.job;

import io.pepper.json.Utf8;
import java.util.Arrays;
import java.util.function.Consumer;

/** A reader of JSON values, one after another, from bytes, without a tree. */
final class JsonReader {
  private static final int MAX_DEPTH = 64;

  private final byte[] text;
  private int at;
  private int depth;

  JsonReader(byte[] text) {
    this.text = text;
  }

  /** Reads an object; the consumer gets each key and must read its value. */
  void object(Consumer<String> member) {
    expect('{');
    if (++depth > MAX_DEPTH) {
      throw error("nested too deep");
    }
    if (peek() != '}') {
      do {
        String key = new String(string(), Utf8.CHARSET);
        expect(':');
        member.accept(key);
      } while (accept(','));
    }
    expect('}');
    depth--;
  }

  /** Reads a string, or a number or literal as it is written; null is empty. */
  String text() {
    return new String(bytes(), Utf8.CHARSET);
  }

  byte[] bytes() {
    int first = peek();
    if (first == '"') {
      return string();
    }
    byte[] literal = literal();
    return Arrays.equals(literal, "null".getBytes(Utf8.CHARSET)) ? new byte[0] : literal;
  }

  /** Reads a whole number, also as a string; null is 0. */
  long number() {
    String digits = text();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw error("'" + digits + "' is not a whole number");
    }
  }

  void skip() {
    switch (peek()) {
      case '{' -> object(key -> skip());
      case '[' -> array();
      case '"' -> string();
      default -> literal();
    }
  }

  /** Checks that only white space follows. */
  void end() {
    if (peek() != -1) {
      throw error("more text after the job");
    }
  }

  private void array() {
    expect('[');
    if (++depth > MAX_DEPTH) {
      throw error("nested too deep");
    }
    if (peek() != ']') {
      do {
        skip();
      } while (accept(','));
    }
    expect(']');
    depth--;
  }

  private byte[] literal() {
    int start = at;
    while (at < text.length && ",:{}[]\" \t\r\n".indexOf(text[at]) < 0) {
      at++;
    }
    if (start == at) {
      throw error("a value is missing");
    }
    return Arrays.copyOfRange(text, start, at);
  }

  private byte[] string() {
    expect('"');
    int start = at;
    while (at < text.length && text[at] != '"' && text[at] != '\\') {
      at++;
    }
    if (at < text.length && text[at] == '"') {
      return Arrays.copyOfRange(text, start, at++);
    }
    at = start;
    return escapedString();
  }

  private byte[] escapedString() {
    byte[] out = new byte[remainingStringLength()];
    int length = 0;
    while (text[at] != '"') {
      byte b = text[at++];
      if (b == '\\') {
        length = unescape(out, length);
      } else {
        out[length++] = b;
      }
    }
    at++;
    return Arrays.copyOf(out, length);
  }

  /** Returns an upper bound of the string's length: unescaping never makes a text longer. */
  private int remainingStringLength() {
    int end = at;
    while (end < text.length && text[end] != '"') {
      end += text[end] == '\\' ? 2 : 1;
    }
    if (end >= text.length) {
      throw error("a string does not end");
    }
    return end - at;
  }

  private int unescape(byte[] out, int length) {
    byte kind = text[at++];
    int plain = "\"\\/bfnrt".indexOf(kind);
    if (plain >= 0) {
      out[length] = (byte) "\"\\/\b\f\n\r\t".charAt(plain);
      return length + 1;
    }
    if (kind != 'u') {
      throw error("unknown escape");
    }
    byte[] encoded = new String(Character.toChars(codePoint())).getBytes(Utf8.CHARSET);
    System.arraycopy(encoded, 0, out, length, encoded.length);
    return length + encoded.length;
  }

  /** Reads a code point; half a surrogate pair becomes U+FFFD. */
  private int codePoint() {
    char high = hex();
    if (!Character.isSurrogate(high)) {
      return high;
    }
    if (Character.isHighSurrogate(high)
        && at + 1 < text.length
        && text[at] == '\\'
        && text[at + 1] == 'u') {
      int before = at;
      at += 2;
      char low = hex();
      if (Character.isLowSurrogate(low)) {
        return Character.toCodePoint(high, low);
      }
      at = before;
    }
    return 0xfffd;
  }

  private char hex() {
    if (at + 4 > text.length) {
      throw error("an escape does not end");
    }
    int value = 0;
    for (int k = 0; k < 4; k++) {
      int digit = Character.digit(text[at++], 16);
      if (digit < 0) {
        throw error("an escape is not hexadecimal");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("'" + c + "' is missing");
    }
  }

  private boolean accept(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** Returns the next byte that is not white space, or -1 at the end. */
  private int peek() {
    while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
      at++;
    }
    return at < text.length ? text[at] : -1;
  }

  private JobFormatException error(String what) {
    return new JobFormatException("it is not the JSON of a job: " + what + " at byte " + at);
  }
}
