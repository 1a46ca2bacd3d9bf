package io.pepper.web.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.Map;

/**
 * Writes JSON text. Escapes what Go's encoder escapes, so that the original's replies can be
 * compared with ours byte by byte. For one thread.
 */
final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out;

  JsonWriter(int expectedLength) {
    out = new StringBuilder(expectedLength);
  }

  /** As it is: punctuation and literals. */
  JsonWriter raw(String text) {
    out.append(text);
    return this;
  }

  JsonWriter raw(char c) {
    out.append(c);
    return this;
  }

  JsonWriter number(long value) {
    out.append(value);
    return this;
  }

  JsonWriter string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || isEscapedByGo(c)) {
        escape(c);
      } else {
        out.append(c);
      }
    }
    out.append('"');
    return this;
  }

  private static boolean isEscapedByGo(char c) {
    return c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
  }

  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default ->
          out.append("\\u")
              .append(HEX[c >> 12])
              .append(HEX[c >> 8 & 0xf])
              .append(HEX[c >> 4 & 0xf])
              .append(HEX[c & 0xf]);
    }
  }

  JsonWriter strings(Iterable<String> values) {
    out.append('[');
    for (Iterator<String> each = values.iterator(); each.hasNext(); ) {
      string(each.next());
      comma(each);
    }
    out.append(']');
    return this;
  }

  JsonWriter strings(Map<String, String> values) {
    out.append('{');
    for (Iterator<Map.Entry<String, String>> each = values.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, String> entry = each.next();
      string(entry.getKey()).raw(':').string(entry.getValue());
      comma(each);
    }
    out.append('}');
    return this;
  }

  /** A comma, unless this was the last. */
  JsonWriter comma(Iterator<?> values) {
    if (values.hasNext()) {
      out.append(',');
    }
    return this;
  }

  byte[] bytes() {
    return out.toString().getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
