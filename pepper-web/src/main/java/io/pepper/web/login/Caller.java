package io.pepper.web.login;

import io.pepper.identity.access.Account;
import java.util.Optional;

/**
 * A caller that is let in.
 *
 * @param session the id of a person's session; empty for a program
 */
record Caller(Account account, Optional<String> session) {
  static Caller program(Account account) {
    return new Caller(account, Optional.empty());
  }
}
