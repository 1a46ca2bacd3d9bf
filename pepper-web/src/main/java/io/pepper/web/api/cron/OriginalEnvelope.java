package io.pepper.web.api.cron;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The answers of the original's cron API: {@code code}, {@code message} and {@code data}. Of an
 * error, {@code code} is the HTTP status. See {@code docs/compatibility.md}, "Compatibility with
 * peppercron".
 */
public final class OriginalEnvelope {
  private OriginalEnvelope() {}

  /** Answers a call that succeeded without data. */
  static void ok(HttpServletResponse response) throws IOException {
    write(response, 0, "", JsonValue.NULL);
  }

  static void ok(HttpServletResponse response, String data) throws IOException {
    write(response, 0, "", Json.createValue(data));
  }

  /**
   * @param message what is wrong and what to do about it
   */
  public static void error(HttpServletResponse response, int status, String message)
      throws IOException {
    response.setStatus(status);
    write(response, status, message, JsonValue.NULL);
  }

  private static void write(HttpServletResponse response, int code, String message, JsonValue data)
      throws IOException {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("code", code).add("message", message).add("data", data);
    response.setContentType("application/json;charset=UTF-8");
    response.getWriter().write(json.build().toString());
  }
}
