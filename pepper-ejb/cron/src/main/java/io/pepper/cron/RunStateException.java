package io.pepper.cron;

/** A request that the present state of runs does not allow; the message says why. */
public final class RunStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunStateException(String message) {
    super(message);
  }
}
