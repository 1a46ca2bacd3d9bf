package io.pepper.client;

/** A server answered that it will not do what was asked; to ask again does not help. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  RefusedException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Returns the server's code (docs/protocol.md, "Discovery over HTTP"), such as -400. */
  public int code() {
    return code;
  }
}
