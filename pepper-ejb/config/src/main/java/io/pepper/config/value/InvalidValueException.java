package io.pepper.config.value;

/** A text that is no value of its type; the message says what the type accepts. */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidValueException(String message) {
    super(message);
  }
}
