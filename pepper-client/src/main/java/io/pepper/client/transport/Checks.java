package io.pepper.client.transport;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** The checks of what applications set, so that what is wrong fails where it is written. */
public final class Checks {
  private static final int MAX_LENGTH = 255;

  private Checks() {}

  /**
   * Returns a name that is allowed.
   *
   * @param what the name is of, for the message
   * @throws IllegalArgumentException if it is empty, too long, or has control characters
   */
  public static String name(String what, String name) {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException(what + " is needed");
    }
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "%s has %d characters; at most %d are possible"
              .formatted(what, name.length(), MAX_LENGTH));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " must not contain control characters");
    }
    return name;
  }

  /**
   * Returns a length of time that is within its range.
   *
   * @param setting what it is of, for the message
   * @throws IllegalArgumentException if it is not
   */
  public static Duration between(Duration value, Duration min, Duration max, String setting) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, not %s".formatted(setting, min, max, value));
    }
    return value;
  }

  /**
   * Returns the address of a server without a slash at its end.
   *
   * @param url such as {@code http://10.0.0.1:8080}, also without {@code http://}
   * @throws IllegalArgumentException if it is none
   */
  public static String server(String url) {
    String full = url.contains("://") ? url : "http://" + url;
    try {
      URI uri = URI.create(full);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return full.replaceAll("/+$", "");
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "node \"%s\" must be like http://10.0.0.1:8080".formatted(url));
  }

  /**
   * Returns the name of this machine, for applications that set none.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("this machine has no name: say one to the builder", e);
    }
  }
}
