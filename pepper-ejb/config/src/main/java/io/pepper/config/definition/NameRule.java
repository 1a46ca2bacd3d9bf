package io.pepper.config.definition;

import io.pepper.config.value.QuotedText;

/** The rule that names of domains and keys, and the parts of file names, share. */
final class NameRule {
  static final int MAX_CHARACTERS = 200;

  private NameRule() {}

  /**
   * Checks a name.
   *
   * @param kind what an error calls it, such as {@code a domain}
   * @throws IllegalArgumentException naming the name and the rule
   */
  static String check(String kind, String name) {
    if (!holds(name)) {
      throw new IllegalArgumentException(
          "%s is not the name of %s: 1 to %d characters, without '/', control characters and blanks at its ends"
              .formatted(QuotedText.of(name), kind, MAX_CHARACTERS));
    }
    return name;
  }

  static boolean holds(String name) {
    return holdsUntrimmed(name) && name.strip().equals(name);
  }

  /** Returns whether the name follows the rule, except that blanks may be at its ends. */
  static boolean holdsUntrimmed(String name) {
    return name != null
        && !name.isEmpty()
        && name.length() <= MAX_CHARACTERS
        && name.indexOf('/') < 0
        && name.codePoints().noneMatch(Character::isISOControl);
  }
}
