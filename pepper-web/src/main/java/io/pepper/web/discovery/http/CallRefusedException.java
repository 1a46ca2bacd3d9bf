package io.pepper.web.discovery.http;

/** The failure of a call that its caller may not make; the message says what would let it. */
public final class CallRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CallRefusedException(String message) {
    super(message, null, false, false);
  }
}
