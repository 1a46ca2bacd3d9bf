package io.pepper.connector.fastcgi;

import java.time.Duration;

/**
 * The time limits of one exchange (docs/protocol.md, "php-fpm's children"). They are apart because
 * waiting for a child says nothing about the script.
 *
 * @param child the longest wait for a child that takes the request, connecting included; positive
 * @param script the longest time from the moment a child has the request to the end of its answer;
 *     positive
 */
public record FastCgiLimits(Duration child, Duration script) {
  private static final Duration UNLIMITED = Duration.ofDays(365);

  /**
   * Creates limits.
   *
   * @throws IllegalArgumentException if a limit is not positive
   */
  public FastCgiLimits {
    if (!child.isPositive() || !script.isPositive()) {
      throw new IllegalArgumentException(
          "the time limits are " + child + " and " + script + ", not positive");
    }
  }

  /** Returns the same limit for each of the two: an exchange takes at most twice that time. */
  public static FastCgiLimits of(Duration limit) {
    return new FastCgiLimits(limit, limit);
  }

  /**
   * Returns a limit for the script alone. The caller waits for a child as long as some child works
   * for this client, because that one will be free again; the client's own limit ends the wait
   * otherwise.
   */
  public static FastCgiLimits forScript(Duration script) {
    return new FastCgiLimits(UNLIMITED, script);
  }
}
