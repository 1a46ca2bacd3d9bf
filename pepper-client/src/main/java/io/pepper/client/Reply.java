package io.pepper.client;

import io.pepper.client.transport.Json;
import java.util.Map;

/**
 * The answer of a server in its envelope (docs/protocol.md, "Discovery over HTTP").
 *
 * @param code the code, as the table there lists it
 * @param fields the whole envelope
 */
record Reply(int code, String message, Map<?, ?> fields) {
  static final int OK = 0;
  static final int NOT_MODIFIED = -304;
  static final int NOT_FOUND = -404;
  private static final int SERVER_ERROR = -500;

  /**
   * @throws IllegalArgumentException if it is no envelope
   */
  static Reply read(String body) {
    if (Json.read(body) instanceof Map<?, ?> fields && fields.get("code") instanceof Long code) {
      return new Reply(
          Math.toIntExact(Math.clamp(code, -100_000, 100_000)),
          InstanceJson.text(fields.get("message")),
          fields);
    }
    throw new IllegalArgumentException("an object with a code is expected");
  }

  /** Returns whether the server is in trouble, so that another one may be asked. */
  boolean isTrouble() {
    return code <= SERVER_ERROR;
  }

  String summary() {
    String number = Integer.toString(code);
    return message.isEmpty() || message.equals(number) ? number : number + ": " + message;
  }
}
