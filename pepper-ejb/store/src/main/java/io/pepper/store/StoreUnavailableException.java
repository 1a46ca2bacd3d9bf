package io.pepper.store;

/** A store that did not answer in time, or refused; the change may or may not have happened. */
public class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
