package io.pepper.config.value;

/** A text that is no value of its type; the message says what the type accepts. */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private InvalidValueException(String message) {
    super(message);
  }

  /**
   * Creates the error for a value.
   *
   * @param part the piece of the text that is wrong, or the whole
   */
  static InvalidValueException of(ValueType type, String text, String part) {
    String place = part.equals(text) ? "" : " (see " + QuotedText.of(part) + ")";
    return new InvalidValueException(
        "%s is no %s%s: the type takes %s"
            .formatted(QuotedText.of(text), type.text(), place, type.accepts()));
  }
}
