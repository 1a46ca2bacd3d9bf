package io.pepper.cron;

/** What was asked for cannot be done as things are; the message says what is in the way. */
public final class RunStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunStateException(String message) {
    super(message);
  }
}
