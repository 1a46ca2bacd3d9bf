package io.pepper.config.migration;

/** A migration that cannot be done; the message is one line for the terminal. */
final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MigrationException(String message) {
    super(message);
  }

  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
