package io.pepper.web.login.oidc;

import java.util.regex.Pattern;

/**
 * A sign-in that fails for a reason beyond the person's control. The message says which, in one
 * line: what a provider says is in it.
 */
final class OidcException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int MAX_LENGTH = 1_000;

  OidcException(String message, Throwable cause) {
    super(line(message), cause);
  }

  private static String line(String message) {
    String line = CONTROL.matcher(message).replaceAll(" ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
