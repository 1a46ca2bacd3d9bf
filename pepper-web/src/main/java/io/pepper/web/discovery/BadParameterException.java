package io.pepper.web.discovery;

/** A parameter is missing or cannot be; the message says which and what it must be. */
final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadParameterException(String message) {
    super(message, null, false, false);
  }
}
