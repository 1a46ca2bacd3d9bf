package io.pepper.connector.fastcgi;

import java.time.Duration;

/**
 * The client of FastCGI servers over kept connections; the resource adapter's outbound side, looked
 * up as a connection factory. A request is written only to a connection that a child of the server
 * has taken, so that it never waits in the server's backlog (docs/protocol.md, "php-fpm's
 * children"). Safe for any number of threads; callers are blocked until the answer is complete.
 */
public interface FastCgiClient {
  /**
   * Sends one request, which is executed at most once: it is sent again only when it provably never
   * started.
   *
   * @param begun runs when a child has taken the connection and before the request is written, on
   *     the caller's thread or on that of another caller, which hands its connection over; again if
   *     it has to be sent again; must not block
   * @throws FastCgiException saying by its {@link FastCgiException.Reason} whether the script may
   *     have run
   */
  FastCgiResponse exchange(
      FastCgiAddress address, FastCgiRequest request, FastCgiLimits limits, Runnable begun);

  /**
   * Sends one request as {@link #exchange(FastCgiAddress, FastCgiRequest, FastCgiLimits, Runnable)}
   * does, with the same limit for the wait for a child and for the script.
   */
  default FastCgiResponse exchange(FastCgiAddress address, FastCgiRequest request, Duration limit) {
    return exchange(address, request, FastCgiLimits.of(limit), () -> {});
  }

  /** Returns what is known of the children behind an address; takes nanoseconds. */
  FastCgiPool pool(FastCgiAddress address);
}
