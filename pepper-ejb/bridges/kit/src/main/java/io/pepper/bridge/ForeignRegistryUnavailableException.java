package io.pepper.bridge;

/** A foreign registry did not answer in time; what was asked for may or may not have happened. */
public class ForeignRegistryUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what did not answer, with its address, and why
   */
  public ForeignRegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
