package io.pepper.config.ini;

/** White space as Go's {@code unicode.IsSpace} defines it, which differs from all of Java's. */
final class GoSpace {
  private GoSpace() {}

  static boolean is(char c) {
    return switch (c) {
      case ' ', '\t', '\n', 0x0b, '\f', '\r', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f -> true;
      case 0x205f, 0x3000 -> true;
      default -> c >= 0x2000 && c <= 0x200a;
    };
  }

  static String trimLeft(String text) {
    int start = 0;
    while (start < text.length() && is(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  static String trim(String text) {
    int end = text.length();
    while (end > 0 && is(text.charAt(end - 1))) {
      end--;
    }
    return trimLeft(text.substring(0, end));
  }
}
