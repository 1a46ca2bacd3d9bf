package io.pepper.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/**
 * A JSON text in the making, as UTF-8. Strings are escaped as Go's encoder escapes them, so that
 * replies are the same, byte by byte, as those of servers written in Go. The text grows without a
 * limit. For one thread.
 */
public final class JsonWriter {
  private byte[] text;
  private int length;

  /**
   * Creates an empty text.
   *
   * @param expectedLength bytes to make room for at first; any number from 0
   */
  public JsonWriter(int expectedLength) {
    text = new byte[expectedLength];
  }

  /** Appends punctuation and literals as they are. */
  public JsonWriter raw(String literal) {
    byte[] bytes = literal.getBytes(UTF_8);
    reserve(bytes.length);
    System.arraycopy(bytes, 0, text, length, bytes.length);
    length += bytes.length;
    return this;
  }

  /** Appends one ASCII character as it is. */
  public JsonWriter raw(char character) {
    reserve(1);
    text[length++] = (byte) character;
    return this;
  }

  /** Appends a whole number. */
  public JsonWriter number(long value) {
    return raw(Long.toString(value));
  }

  /** Appends a string in quotes. */
  public JsonWriter string(String value) {
    GoJsonString escaped = GoJsonString.of(value.getBytes(UTF_8));
    reserve(escaped.length() + 2);
    text[length] = '"';
    length = escaped.writeTo(text, length + 1);
    text[length++] = '"';
    return this;
  }

  /** Appends an array of strings. */
  public JsonWriter strings(Iterable<String> values) {
    raw('[');
    for (Iterator<String> each = values.iterator(); each.hasNext(); ) {
      string(each.next());
      comma(each);
    }
    return raw(']');
  }

  /** Appends an object whose values are strings, in the order of the map. */
  public JsonWriter strings(Map<String, String> values) {
    raw('{');
    for (Iterator<Map.Entry<String, String>> each = values.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, String> entry = each.next();
      string(entry.getKey()).raw(':').string(entry.getValue());
      comma(each);
    }
    return raw('}');
  }

  /** Appends a comma if there are more values. */
  public JsonWriter comma(Iterator<?> values) {
    return values.hasNext() ? raw(',') : this;
  }

  private void reserve(int more) {
    if (text.length - length < more) {
      text = Arrays.copyOf(text, Math.max(length + more, 2 * text.length));
    }
  }

  /** Returns a copy of what has been written. */
  public byte[] bytes() {
    return Arrays.copyOf(text, length);
  }

  @Override
  public String toString() {
    return new String(text, 0, length, UTF_8);
  }
}
