package io.pepper.launcher.account;

/** A command that cannot be carried out. The message is one line for the terminal. */
final class AccountException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AccountException(String line) {
    super(line);
  }

  AccountException(String line, Throwable cause) {
    super(line, cause);
  }
}
