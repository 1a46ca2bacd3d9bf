package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request as a consumer received it.
 *
 * @param headers HTTP headers with lower-case names, or FastCGI params as they came
 * @param body the form, still encoded
 */
public record Delivered(Map<String, String> headers, String body) {
  /** The form's fields in the order they were sent; of equal names the last one. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      fields.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
    }
    return fields;
  }

  public boolean isPing() {
    return "ping".equals(fields().get("type"));
  }

  /** As {@code queue/topic}. */
  public String topic() {
    return fields().get("queue") + "/" + fields().get("topic");
  }

  /** The jobs' JSON objects. */
  public List<JsonObject> jobs() {
    try (JsonReader reader = Json.createReader(new StringReader(fields().get("jobs")))) {
      return reader.readArray().stream().map(JsonValue::asJsonObject).toList();
    }
  }

  /** The payloads of the jobs. */
  public List<String> payloads() {
    return jobs().stream().map(job -> job.getString("content")).toList();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
