package io.pepper.launcher;

import java.util.List;

/**
 * A port that Pepper listens on.
 *
 * @param setting its number
 * @param label what people call it, before its address in the line of the start
 * @param question what is sent to learn whether it is served; nothing if taking the connection is
 *     enough
 * @param answer how the answer must begin
 */
record ServedPort(String setting, String label, String question, String answer) {
  static final ServedPort HTTP =
      new ServedPort(
          "pepper.http.port", "dashboard", "GET /health/live HTTP/1.0\r\n\r\n", "HTTP/1.");

  // A client that is not logged in gets an error reply, which is as good an answer as +PONG.
  static final ServedPort RESP = new ServedPort("pepper.resp.port", "RESP", "PING\r\n", "");

  // Taking connections is enough: calls wait until they can be answered.
  static final ServedPort GRPC = new ServedPort("pepper.grpc.port", "gRPC", "", "");

  static final ServedPort GORPC = new ServedPort("pepper.gorpc.port", "gorpc", "", "");

  static final ServedPort HTTPS = new ServedPort("pepper.https.port", "HTTPS", "", "");

  private static final List<ServedPort> ALL = List.of(HTTP, HTTPS, RESP, GRPC, GORPC);

  /** Returns the ports that these settings open: those with a default and those that are set. */
  static List<ServedPort> of(Settings settings) {
    return ALL.stream().filter(port -> settings.isSet(port.setting())).toList();
  }
}
