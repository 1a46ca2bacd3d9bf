package io.pepper.cron.run;

/** A target that this node cannot even begin; the message says what is missing. */
final class CannotRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotRunException(String message) {
    super(message);
  }
}
