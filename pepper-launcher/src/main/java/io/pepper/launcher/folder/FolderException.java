package io.pepper.launcher.folder;

/** A folder or a command that cannot be used; the message is one line for the terminal. */
final class FolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FolderException(String message) {
    super(message);
  }

  FolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
