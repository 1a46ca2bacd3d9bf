package io.pepper.web.discovery.http;

/**
 * The failure of a call with a parameter that is missing or cannot be; the message says which, and
 * what it must be.
 */
public final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadParameterException(String message) {
    super(message, null, false, false);
  }
}
