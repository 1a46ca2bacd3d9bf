package io.pepper.web.http;

/**
 * One step of a request's way, as the proxy that took it there says. What a proxy does not say is
 * empty.
 *
 * @param client the address from which the proxy was called, in the form the server gives addresses
 *     in; empty also if it is no IP address
 * @param scheme {@code http} or {@code https}
 * @param host the host name that the caller asked for, without port
 * @param port the port that the caller asked for; 0 if not said
 */
record Hop(String client, String scheme, String host, int port) {
  static final Hop UNKNOWN = new Hop("", "", "", 0);

  boolean isClientKnown() {
    return !client.isEmpty();
  }
}
