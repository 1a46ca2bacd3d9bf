package io.pepper.web.discovery;

/** The caller may not do that; the message says what would let it. */
final class CallRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CallRefusedException(String message) {
    super(message, null, false, false);
  }
}
