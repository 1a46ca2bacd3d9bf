package io.pepper.web.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.json.JsonWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The answers: always status 200, with {@code error_code} 0 or 1. */
final class KeeperEnvelope {
  private static final byte[] NULL = "null".getBytes(UTF_8);

  private KeeperEnvelope() {}

  /** The data of calls that answer nothing. */
  static byte[] nothing() {
    return NULL;
  }

  /**
   * @param data JSON
   */
  static void ok(HttpServletResponse response, byte[] data) throws IOException {
    write(response, 0, "", data);
  }

  static void error(HttpServletResponse response, String message) throws IOException {
    write(response, 1, message, NULL);
  }

  private static void write(HttpServletResponse response, int code, String error, byte[] data)
      throws IOException {
    JsonWriter out = new JsonWriter(data.length + 100);
    out.raw("{\"error_code\":").number(code).raw(",\"error\":").string(error).raw(",\"data\":");
    out.raw(new String(data, UTF_8)).raw('}');
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write(out.bytes());
  }
}
