package io.pepper.identity.login;

import java.time.Duration;

/** A login that was refused after too many failures, without a check of its password. */
public class LoginThrottledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public LoginThrottledException(Duration retryAfter) {
    super("too many failed logins: try again in " + (retryAfter.toSeconds() + 1) + " s");
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
