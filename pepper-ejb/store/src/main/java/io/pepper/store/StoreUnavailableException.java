package io.pepper.store;

/**
 * The store did not answer in time, or refused; what was asked for may or may not have happened.
 */
public class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
