package io.pepper.identity.login;

import java.time.Instant;

/** A token that is no longer valid. The message says since when, and what to do. */
public class ExpiredTokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExpiredTokenException(String token, Instant expired) {
    super(
        "the token '%s' has expired at %s: have an admin create a new one"
            .formatted(token, expired));
  }
}
