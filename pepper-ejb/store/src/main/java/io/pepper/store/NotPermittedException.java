package io.pepper.store;

/** A request that the store's own access rules forbid until they are changed. */
public final class NotPermittedException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public NotPermittedException(String message, Throwable cause) {
    super(message, cause);
  }
}
