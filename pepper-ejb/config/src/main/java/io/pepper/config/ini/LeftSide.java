package io.pepper.config.ini;

import io.pepper.config.value.QuotedText;

/**
 * The part of a line before its value.
 *
 * @param text key and type as they are written, without quotes and blanks around them
 * @param dropped what stands between a closing quote and the delimiter, and has no effect
 * @param delimiter {@code =} or {@code :}
 * @param rest what follows the delimiter, with the line feed
 */
record LeftSide(String text, String dropped, char delimiter, String rest) {
  private static final String TRIPLE_QUOTE = "\"\"\"";
  private static final String GLUED_TYPE = " map[string][]string";

  /**
   * Divides a line.
   *
   * @param line begins with no blank
   * @param number of the line, for errors
   * @throws IniSyntaxException if there is no key, or no delimiter
   */
  static LeftSide of(String line, int number) {
    String quote = quote(line);
    int nameEnd = quote.isEmpty() ? 0 : line.indexOf(quote, quote.length());
    if (nameEnd < 0) {
      throw new IniSyntaxException(number, "the quote before the key has no closing " + quote);
    }
    int behind = quote.isEmpty() ? 0 : nameEnd + quote.length();
    int delimiter = delimiter(line, behind);
    if (delimiter < 0) {
      throw new IniSyntaxException(
          number,
          "%s has no '=' between key and value; only comments, which begin with '#' or ';', and sections in brackets need none"
              .formatted(QuotedText.of(GoSpace.trim(line))));
    }
    boolean isQuoted = !quote.isEmpty();
    String name = isQuoted ? line.substring(quote.length(), nameEnd) : line.substring(0, delimiter);
    String text = GoSpace.trim(name);
    if (text.isEmpty()) {
      throw new IniSyntaxException(number, "there is no key before the '='");
    }
    return new LeftSide(
        text,
        isQuoted ? GoSpace.trim(line.substring(behind, delimiter)) : "",
        line.charAt(delimiter),
        line.substring(delimiter + 1));
  }

  private static String quote(String line) {
    if (line.startsWith(TRIPLE_QUOTE)) {
      return TRIPLE_QUOTE;
    }
    char first = line.charAt(0);
    return first == '"' || first == '`' ? String.valueOf(first) : "";
  }

  private static int delimiter(String line, int from) {
    for (int i = from; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns whether comments become part of the value, which such a type needs for its {@code ;}.
   */
  boolean isGlued() {
    return text.endsWith(GLUED_TYPE) && text.indexOf(' ') == text.length() - GLUED_TYPE.length();
  }
}
