package io.pepper.connector.grpc.server;

import io.pepper.connector.AdapterSettings;
import java.time.Duration;

/**
 * The limits that keep one client from harming the others. Defaults and meanings are in {@code
 * docs/protocol.md}, "gRPC limits".
 *
 * @param connections the most connections at a time
 * @param calls the most calls of all connections at a time
 * @param callsPerConnection the most calls of one connection at a time
 * @param messageBytes the largest message of a client
 * @param headerBytes the most bytes of headers of one call
 * @param times how long we wait for a client
 */
record GrpcLimits(
    int connections,
    int calls,
    int callsPerConnection,
    int messageBytes,
    int headerBytes,
    GrpcTimeouts times) {

  /**
   * The time limits of a connection and of the server's end.
   *
   * @param idle the longest time of a connection without a call
   * @param keepAlive the silence after which a client must show that it lives
   * @param answer the longest wait for that sign of life
   * @param stop the longest wait for the calls being answered when the server closes
   */
  record GrpcTimeouts(Duration idle, Duration keepAlive, Duration answer, Duration stop) {}

  /** Returns the limits as set, each checked. */
  static GrpcLimits from(AdapterSettings settings) {
    return new GrpcLimits(
        number(settings, "max-connections", 20_000, 1, 1_000_000),
        number(settings, "max-calls", 20_000, 1, 1_000_000),
        number(settings, "max-calls-per-connection", 100, 1, 100_000),
        number(settings, "max-message-bytes", 1 << 20, 1024, 64 << 20),
        number(settings, "max-header-bytes", 8 << 10, 1024, 1 << 20),
        new GrpcTimeouts(
            settings.seconds("pepper.grpc.idle-seconds", 300),
            settings.seconds("pepper.grpc.keepalive-seconds", 60),
            settings.seconds("pepper.grpc.keepalive-answer-seconds", 20),
            settings.seconds("pepper.grpc.stop-seconds", 5)));
  }

  private static int number(
      AdapterSettings settings, String name, int otherwise, int least, int most) {
    return (int) settings.number("pepper.grpc." + name, otherwise, least, most);
  }
}
