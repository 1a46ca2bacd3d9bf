package io.pepper.identity.external;

/** The failure of a place that checks passwords and cannot be asked now. */
public class ExternalLoginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExternalLoginException(String message, Throwable cause) {
    super(message, cause);
  }
}
