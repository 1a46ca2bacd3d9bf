package io.pepper.cron.run.attempt;

/** The failure of a target that this node cannot start; the message says what is missing. */
public final class CannotRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotRunException(String message) {
    super(message);
  }
}
