package io.pepper.client;

/** The check of names as servers accept them, so that a wrong one fails where it is written. */
final class Names {
  private static final int MAX_LENGTH = 255;

  private Names() {}

  /**
   * @param what the name is of, for the message
   * @throws IllegalArgumentException if it is empty, too long, or has control characters
   */
  static String checked(String what, String name) {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException(what + " is needed");
    }
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "%s has %d characters; at most %d are possible"
              .formatted(what, name.length(), MAX_LENGTH));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " must not contain control characters");
    }
    return name;
  }
}
