package io.pepper.launcher;

/**
 * A start that failed. The message is one line for the terminal: the cause and, where there is one,
 * the setting to change.
 */
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailure(String line) {
    super(line);
  }

  StartFailure(String line, Throwable cause) {
    super(line, cause);
  }
}
