package io.pepper.job;

/** A stored entry that is not a job. The message says what is wrong with it. */
public final class JobFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobFormatException(String message) {
    super(message);
  }
}
