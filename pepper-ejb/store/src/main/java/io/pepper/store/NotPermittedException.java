package io.pepper.store;

/** The store's own access rules forbid what was asked for, and will until somebody changes them. */
public final class NotPermittedException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public NotPermittedException(String message, Throwable cause) {
    super(message, cause);
  }
}
