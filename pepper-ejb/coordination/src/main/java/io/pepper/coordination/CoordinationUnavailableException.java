package io.pepper.coordination;

/**
 * The coordination service did not answer in time; what was asked for may or may not have happened.
 */
public class CoordinationUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CoordinationUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
