package io.pepper.definition;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rule for headers of a definition: one that would break each delivery is refused when saved.
 */
public final class HttpHeaders {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> RESERVED =
      Set.of(
          "connection", "content-length", "content-type", "expect", "transfer-encoding", "upgrade");

  private HttpHeaders() {}

  /**
   * Checks a header.
   *
   * @throws IllegalArgumentException naming the header, never its value: it may be a secret
   */
  public static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("headers: '" + name + "' is not a header's name");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("headers: " + name + " is set by Pepper itself");
    }
    if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
      throw new IllegalArgumentException(
          "headers: the value of " + name + " must not hold line breaks or control characters");
    }
  }
}
