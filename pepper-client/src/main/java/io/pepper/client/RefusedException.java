package io.pepper.client;

/** A server answered that it will not do what was asked; to ask again does not help. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  RefusedException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The server's code (spec 1.4), such as -400. */
  public int code() {
    return code;
  }
}
