package io.pepper.test;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpHeaders;

/**
 * What an HTTP call brought.
 *
 * @param call method and path, for messages
 */
public record RestAnswer(String call, int status, HttpHeaders headers, String body) {
  /** Fails with the whole answer unless the status is 200 to 299. */
  public RestAnswer expect2xx() {
    if (status < 200 || status > 299) {
      throw new AssertionError(call + " was answered with " + status + ": " + body);
    }
    return this;
  }

  /** The body as a JSON object. */
  public JsonObject json() {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }
}
