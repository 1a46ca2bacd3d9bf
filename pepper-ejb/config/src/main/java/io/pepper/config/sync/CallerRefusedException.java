package io.pepper.config.sync;

/** The refusal of a node by where it calls from. */
public final class CallerRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CallerRefusedException(String message) {
    super(message);
  }
}
