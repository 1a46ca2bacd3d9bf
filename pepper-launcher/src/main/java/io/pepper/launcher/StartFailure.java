package io.pepper.launcher;

/**
 * Why Pepper cannot start, in one line for the person at the terminal: the cause and, where there
 * is one, the setting to change.
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
