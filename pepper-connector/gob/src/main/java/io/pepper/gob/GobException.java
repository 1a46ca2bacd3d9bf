package io.pepper.gob;

/**
 * A stream that is no gob, a value of another shape than was asked for, or a value that does not
 * fit the type that it is to be encoded as. A stream that could not be read further is at no known
 * place: it is to be closed.
 */
public class GobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, without secrets
   */
  public GobException(String message) {
    super(message);
  }
}
