package io.pepper.connector.fastcgi;

/**
 * Where a FastCGI server such as php-fpm listens: {@code host:port}, {@code [v6]:port} or {@code
 * unix:/path}.
 *
 * @param text the address as written
 */
public record FastCgiAddress(String text) {
  private static final String UNIX = "unix:";

  /**
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

  public boolean isUnix() {
    return text.startsWith(UNIX);
  }

  /** The socket's path; only for a unix address. */
  public String path() {
    return text.substring(UNIX.length());
  }

  /** The host, without the brackets of an IPv6 address; only for a TCP address. */
  public String host() {
    String host = text.substring(0, text.lastIndexOf(':'));
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port, 1 to 65535; only for a TCP address. */
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
