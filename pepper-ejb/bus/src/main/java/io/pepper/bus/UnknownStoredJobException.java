package io.pepper.bus;

/** A job that the topic does not have, or that was not among those looked at. */
public final class UnknownStoredJobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownStoredJobException(String message) {
    super(message);
  }
}
