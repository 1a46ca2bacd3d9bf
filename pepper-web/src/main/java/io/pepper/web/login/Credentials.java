package io.pepper.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.discovery.AppToken;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.util.Base64;
import java.util.Optional;

/** The parser of the header {@code Authorization}. */
final class Credentials {
  private static final int MAX_LENGTH = 4096;

  /** The user whose password is a token, for programs that can send Basic only. */
  private static final String TOKEN_USER = "token";

  private static final String TOKEN_PREFIX = "pepper_";

  private Credentials() {}

  /** A token as sent by a program. */
  record Bearer(String token) implements Credential {
    @Override
    public String toString() {
      return "bearer token";
    }
  }

  /**
   * @return empty if this is neither Basic nor Bearer, or malformed
   */
  static Optional<Credential> parse(String header) {
    int space = header.indexOf(' ');
    if (space < 0 || header.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String scheme = header.substring(0, space);
    String value = header.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("Bearer") && !value.isEmpty()) {
      return Optional.of(new Bearer(value));
    }
    return scheme.equalsIgnoreCase("Basic") ? basic(value) : Optional.empty();
  }

  /**
   * Returns whether the credential is a token for one application of discovery, which is no login.
   */
  static boolean isOfApplication(Credential credential) {
    return credential instanceof Bearer bearer && AppToken.isOne(bearer.token());
  }

  private static Optional<Credential> basic(String value) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(value), UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    String name = pair.substring(0, colon);
    String password = pair.substring(colon + 1);
    return name.equals(TOKEN_USER) && password.startsWith(TOKEN_PREFIX)
        ? Optional.of(new Bearer(password))
        : Optional.of(new UsernamePasswordCredential(name, password));
  }
}
