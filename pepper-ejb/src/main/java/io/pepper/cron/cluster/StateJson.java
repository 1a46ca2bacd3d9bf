package io.pepper.cron.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;

/** The values of our keys are JSON, times in milliseconds. */
final class StateJson {
  /** Looked up once: the lookup searches the class path. */
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private StateJson() {}

  static JsonObjectBuilder object() {
    return BUILDERS.createObjectBuilder();
  }

  static JsonArrayBuilder array() {
    return BUILDERS.createArrayBuilder();
  }

  static byte[] bytes(JsonObjectBuilder json) {
    return json.build().toString().getBytes(UTF_8);
  }

  /**
   * @throws jakarta.json.JsonException if it is none
   */
  static JsonObject read(byte[] bytes) {
    try (JsonReader reader = READERS.createReader(new ByteArrayInputStream(bytes))) {
      return reader.readObject();
    }
  }

  static long number(JsonObject json, String name) {
    return json.getJsonNumber(name).longValueExact();
  }

  static Instant instant(JsonObject json, String name) {
    return Instant.ofEpochMilli(number(json, name));
  }
}
