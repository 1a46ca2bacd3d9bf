package io.pepper.web.discovery.http;

/** The caller may not do that; the message says what would let it. */
public final class CallRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CallRefusedException(String message) {
    super(message, null, false, false);
  }
}
