package io.pepper.identity;

import io.pepper.identity.access.Account;

/**
 * A login that is valid.
 *
 * @param id of the session, which is not secret
 * @param secret what the browser's cookie holds
 */
public record OpenSession(String id, Account account, String secret) {
  @Override
  public String toString() {
    return "OpenSession[" + id + "]";
  }
}
