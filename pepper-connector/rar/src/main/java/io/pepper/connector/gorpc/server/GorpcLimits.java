package io.pepper.connector.gorpc.server;

import io.pepper.connector.AdapterSettings;
import io.pepper.gob.read.GobLimits;
import java.time.Duration;

/**
 * The limits that keep one client from harming the others. Defaults and meanings are in
 * docs/protocol.md, gorpc limits.
 *
 * @param connections the most connections at a time
 * @param calls the most calls of all connections at a time
 * @param callsPerConnection the most calls of one connection at a time
 * @param values what a client's header or argument may be
 * @param bufferBytes the most memory for requests of all connections together: those being read,
 *     those of calls that have no answer yet, and the types that clients have defined
 * @param times how long the server waits for a client
 */
record GorpcLimits(
    int connections,
    int calls,
    int callsPerConnection,
    GobLimits values,
    long bufferBytes,
    GorpcTimeouts times) {

  /**
   * The time limits of a connection and of the server's end.
   *
   * @param idle the longest time of a connection without a call
   * @param request the longest time from the first byte of a request to its last
   * @param write the longest wait for a client to take an answer
   * @param stop the longest wait for the calls being answered when the server closes
   */
  record GorpcTimeouts(Duration idle, Duration request, Duration write, Duration stop) {}

  /** Returns the limits as set, each checked. */
  static GorpcLimits from(AdapterSettings settings) {
    return new GorpcLimits(
        number(settings, "max-connections", 20_000, 1, 1_000_000),
        number(settings, "max-calls", 20_000, 1, 1_000_000),
        number(settings, "max-calls-per-connection", 100, 1, 100_000),
        GobLimits.DEFAULT.withBytes(number(settings, "max-message-bytes", 1 << 20, 1024, 64 << 20)),
        settings.number("pepper.gorpc.buffer-bytes", quarterOfHeap(), 1 << 20, 1L << 40),
        new GorpcTimeouts(
            settings.seconds("pepper.gorpc.idle-seconds", 300),
            settings.seconds("pepper.gorpc.request-seconds", 30),
            settings.seconds("pepper.gorpc.write-seconds", 30),
            settings.seconds("pepper.gorpc.stop-seconds", 5)));
  }

  private static int number(
      AdapterSettings settings, String name, int otherwise, int least, int most) {
    return (int) settings.number("pepper.gorpc." + name, otherwise, least, most);
  }

  private static long quarterOfHeap() {
    return Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 4);
  }
}
