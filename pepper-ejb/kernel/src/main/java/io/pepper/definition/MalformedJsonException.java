package io.pepper.definition;

/** A text that is not one JSON object. The message says where, in words that follow "is". */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
