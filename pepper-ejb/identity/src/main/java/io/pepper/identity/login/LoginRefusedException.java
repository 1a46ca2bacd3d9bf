package io.pepper.identity.login;

/**
 * A login that another place has found right, by a person who may not enter. The message is for the
 * person; what an operator needs is in the log and in the audit trail.
 */
public class LoginRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LoginRefusedException() {
    super("you are known, but not allowed in here: ask an administrator");
  }
}
