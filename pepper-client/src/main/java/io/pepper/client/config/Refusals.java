package io.pepper.client.config;

import io.pepper.client.transport.Json;
import java.net.http.HttpResponse;
import java.util.Map;

/** The explanations of answers that carry no file. */
final class Refusals {
  private Refusals() {}

  /** Returns what a server says, and what helps. */
  static String explain(String server, String file, HttpResponse<String> response) {
    int status = response.statusCode();
    String remedy =
        switch (status) {
          case 401 -> "; give the client a token that is valid";
          case 403 -> "; give the client a token of the scope config or read, for the domain's tag";
          case 404 -> "; publish " + file + ", or correct the name";
          default -> "";
        };
    return "%s answers with HTTP %d%s%s".formatted(server, status, detail(response.body()), remedy);
  }

  private static String detail(String body) {
    try {
      return Json.read(body) instanceof Map<?, ?> problem && problem.get("detail") != null
          ? ": " + problem.get("detail")
          : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
