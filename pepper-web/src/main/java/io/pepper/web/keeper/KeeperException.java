package io.pepper.web.keeper;

/** A request that cannot be done; the message is answered as it is. */
final class KeeperException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeeperException(String message) {
    super(message);
  }
}
