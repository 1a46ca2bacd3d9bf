package io.pepper.client.transport;

/** The failure when no server gave an answer that can be used. */
public final class UnreachableException extends Exception {
  private static final long serialVersionUID = 1;

  public UnreachableException(String message) {
    super(message);
  }

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
