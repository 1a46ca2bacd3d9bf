package io.pepper.client;

/** The failure when no server gave an answer that can be used. */
final class UnreachableException extends Exception {
  private static final long serialVersionUID = 1;

  UnreachableException(String message) {
    super(message);
  }

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
