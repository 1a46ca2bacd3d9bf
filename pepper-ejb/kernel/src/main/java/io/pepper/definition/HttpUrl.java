package io.pepper.definition;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of HTTP servers. */
public final class HttpUrl {
  private HttpUrl() {}

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what is wrong; it does not repeat the address, which
   *     may hold a secret
   */
  public static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(problem(text, e.getIndex()));
    }
  }

  private static String problem(String text, int index) {
    if (text.isBlank()) {
      return "is empty: give a full http:// or https:// address";
    }
    if (index < 0 || index >= text.length()) {
      return "is not complete: give a full http:// or https:// address";
    }
    int c = text.codePointAt(index);
    if (c == '%') {
      return "has a '%%' at character %d that no two hexadecimal digits follow: write %%25 for a percent sign"
          .formatted(index + 1);
    }
    return "has %s at character %d, where it cannot stand: percent-encode it, as in %%20 for a blank, or give a full http:// or https:// address"
        .formatted(c == ' ' ? "a blank" : "'" + Character.toString(c) + "'", index + 1);
  }
}
