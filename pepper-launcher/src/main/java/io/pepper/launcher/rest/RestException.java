package io.pepper.launcher.rest;

/** A call that was refused or had no answer; the message is one line for the terminal. */
public final class RestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RestException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** Returns whether the server has read the call, and refuses what it asks for. */
  public boolean isRefusal() {
    return status == 400 || status == 403 || status == 409 || status == 422;
  }

  /** Returns whether what the call was about is not there. */
  public boolean isNotFound() {
    return status == 404;
  }
}
