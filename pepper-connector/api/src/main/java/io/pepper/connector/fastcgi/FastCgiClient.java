package io.pepper.connector.fastcgi;

import java.time.Duration;

/**
 * Sends requests to FastCGI servers over kept connections; the resource adapter's outbound side,
 * looked up as a connection factory. Safe for any number of threads; callers are virtual threads
 * and are blocked until the answer is complete.
 */
public interface FastCgiClient {
  /**
   * One request, executed at most once: it is sent again only when it provably never started (see
   * docs/architecture.md).
   *
   * @param limit for everything: connecting, waiting for a free php-fpm child, and the answer
   * @throws FastCgiException saying by its {@link FastCgiException.Reason} whether the script may
   *     have run
   */
  FastCgiResponse exchange(FastCgiAddress address, FastCgiRequest request, Duration limit);
}
