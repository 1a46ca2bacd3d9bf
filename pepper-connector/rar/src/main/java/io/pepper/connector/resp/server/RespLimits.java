package io.pepper.connector.resp.server;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.resp.parse.CommandLimits;
import java.time.Duration;

/**
 * The limits that keep one client from harming the others. Defaults and meanings are in {@code
 * docs/protocol.md}, "Limits".
 *
 * @param stranger for clients that have not logged in
 * @param member for clients that have
 * @param connections the most connections at a time
 * @param bufferBytes the most memory for commands and replies of all connections together
 * @param times how long we wait for a client
 */
record RespLimits(
    CommandLimits stranger,
    CommandLimits member,
    int connections,
    long bufferBytes,
    RespTimeouts times) {

  /**
   * The longest waits for a client and at the end.
   *
   * @param login the wait for a stranger between two commands, and between its connecting and the
   *     first
   * @param write the wait for a client to take the next piece of its replies
   * @param stop the wait for the batches being answered when the server closes
   */
  record RespTimeouts(Duration login, Duration write, Duration stop) {}

  /** Returns the limits as set, each checked. */
  static RespLimits from(AdapterSettings settings) {
    return new RespLimits(
        CommandLimits.beforeLogin(settings),
        CommandLimits.afterLogin(settings),
        (int) settings.number("pepper.resp.max-connections", 20_000, 1, 1_000_000),
        settings.number("pepper.resp.buffer-bytes", quarterOfHeap(), 1 << 20, 1L << 40),
        new RespTimeouts(
            settings.seconds("pepper.resp.login-seconds", 30),
            settings.seconds("pepper.resp.write-seconds", 30),
            settings.seconds("pepper.resp.stop-seconds", 10)));
  }

  private static long quarterOfHeap() {
    return Runtime.getRuntime().maxMemory() / 4;
  }
}
