package io.pepper.web.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The syntax of the header {@code Forwarded} (RFC 7239, section 4): elements separated by commas,
 * each of pairs separated by semicolons, values plain or in quotes.
 */
final class ForwardedSyntax {
  private final String line;
  private int at;

  private ForwardedSyntax(String line) {
    this.line = line;
  }

  /**
   * Returns the pairs of each element, names in lower case, the first of a name. A line with quotes
   * that do not end is one element that says nothing: where it begins may be anybody's.
   */
  static List<Map<String, String>> elements(String line) {
    List<Map<String, String>> elements = new ArrayList<>();
    for (String element : new ForwardedSyntax(line).parts(',')) {
      Map<String, String> pairs = new HashMap<>();
      for (String pair : new ForwardedSyntax(element).parts(';')) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          pairs.putIfAbsent(
              pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
              unquoted(pair.substring(equals + 1).strip()));
        }
      }
      elements.add(pairs);
    }
    return elements;
  }

  /** Returns the line cut at a separator outside of quotes. */
  private List<String> parts(char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean isQuoted = false;
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '\\' && isQuoted) {
        at++;
      } else if (c == separator && !isQuoted) {
        parts.add(line.substring(start, at));
        start = at + 1;
      }
    }
    if (isQuoted) {
      return List.of("");
    }
    parts.add(line.substring(start));
    return parts;
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }
}
