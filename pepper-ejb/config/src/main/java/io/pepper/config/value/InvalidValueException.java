package io.pepper.config.value;

/** A text that is no value of its type; the message says what the type accepts. */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN_CHARACTERS = 80;

  private InvalidValueException(String message) {
    super(message);
  }

  /**
   * Creates the error for a value.
   *
   * @param part the piece of the text that is wrong, or the whole
   */
  static InvalidValueException of(ValueType type, String text, String part) {
    String place = part.equals(text) ? "" : " (see '" + shortened(part) + "')";
    return new InvalidValueException(
        "'%s' is no %s%s: the type takes %s"
            .formatted(shortened(text), type.text(), place, type.accepts()));
  }

  private static String shortened(String text) {
    if (text.length() <= MAX_SHOWN_CHARACTERS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_SHOWN_CHARACTERS - 1)) ? 1 : 0;
    return text.substring(0, MAX_SHOWN_CHARACTERS - end) + "…";
  }
}
