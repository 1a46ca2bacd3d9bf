package io.pepper.connector.fastcgi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a FastCGI server such as php-fpm: {@code host:port}, {@code [v6]:port} or {@code
 * unix:/path}.
 *
 * @param text the address as written
 */
public record FastCgiAddress(String text) {
  private static final String UNIX = "unix:";
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(.*)");
  private static final Pattern TCP =
      Pattern.compile("(?:[\\p{L}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+(?:%[^\\]]+)?\\]):\\d{1,5}");

  /**
   * Creates an address from text that may have been stored before addresses were checked as {@link
   * #parse} does.
   *
   * @throws IllegalArgumentException naming what is wrong and how an address looks
   */
  public FastCgiAddress {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("an address is needed: host:port or unix:/path");
    }
    if (text.startsWith(UNIX)) {
      if (!text.startsWith("/", UNIX.length())) {
        throw new IllegalArgumentException(
            "'" + text + "' needs an absolute path, as in unix:/run/php/php-fpm.sock");
      }
    } else {
      int port = portOf(text);
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException(
            "'" + text + "' is not host:port (port 1 to 65535) or unix:/path");
      }
    }
  }

  /**
   * Parses an address that is written now. The constructor also accepts addresses that can never be
   * reached, since they have been accepted before.
   *
   * @throws IllegalArgumentException naming what is wrong and how the address is written
   */
  public static FastCgiAddress parse(String text) {
    Matcher scheme = SCHEME.matcher(text);
    if (scheme.matches() && !text.startsWith(UNIX)) {
      throw new IllegalArgumentException(
          "'%s' begins with %s, which is no part of a FastCGI address: write %s%s"
              .formatted(text, scheme.group(1), form(scheme.group(2)), remark(scheme.group(1))));
    }
    if (text.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + text + "' is a path: write unix:" + text + " for a socket");
    }
    FastCgiAddress address = new FastCgiAddress(text);
    if (!address.isUnix() && !TCP.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not host:port, [IPv6]:port or unix:/path, as in 127.0.0.1:9000 or unix:/run/php/php-fpm.sock");
    }
    return address;
  }

  /** Returns the address that was meant, as far as it can be known. */
  private static String form(String rest) {
    String tcp = rest.startsWith(UNIX) ? rest : rest.replaceFirst("/.*", "");
    String address = rest.startsWith("/") ? UNIX + rest : tcp;
    return address.startsWith(UNIX) || TCP.matcher(address).matches()
        ? address
        : "host:port, as in 127.0.0.1:9000, or unix:/path";
  }

  private static String remark(String scheme) {
    return scheme.startsWith("http") ? "; an HTTP server has type http, and a url" : "";
  }

  public boolean isUnix() {
    return text.startsWith(UNIX);
  }

  /** Returns the socket's path; only for a unix address. */
  public String path() {
    return text.substring(UNIX.length());
  }

  /** Returns the host, without the brackets of an IPv6 address; only for a TCP address. */
  public String host() {
    String host = text.substring(0, text.lastIndexOf(':'));
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Returns the port, 1 to 65535; only for a TCP address. */
  public int port() {
    return portOf(text);
  }

  private static int portOf(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return -1;
    }
    try {
      return Integer.parseInt(text.substring(colon + 1));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
