package io.pepper.job;

/** The rule for queue and topic names, which become parts of Redis keys, URLs and files. */
final class NameSyntax {
  private static final int MAX_LENGTH = 100;

  private NameSyntax() {}

  static String checked(String kind, String name) {
    if (name == null || !isName(name)) {
      throw new IllegalArgumentException(
          "'%s' is not a %s name: 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'"
              .formatted(name, kind));
    }
    return name;
  }

  /** Checks a name without a regular expression, since every push needs it. */
  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !isInner(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isInner(c) && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isInner(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }
}
