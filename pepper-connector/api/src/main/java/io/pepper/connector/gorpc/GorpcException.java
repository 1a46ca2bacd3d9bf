package io.pepper.connector.gorpc;

/** The end of a call with an error, which the client gets with code 500 and this message. */
public class GorpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for the client: no secret
   */
  public GorpcException(String message) {
    super(message);
  }
}
