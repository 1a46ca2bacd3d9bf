package io.pepper.web.discovery;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads metadata, which is sent as the text of a JSON object. */
final class MetadataReader {
  private static final JsonReaderFactory FACTORY =
      JsonProvider.provider().createReaderFactory(Map.of());

  private MetadataReader() {}

  /**
   * Values that are no text become their JSON: clients send numbers and booleans (C13).
   *
   * @param text may be empty
   * @throws BadParameterException if it is no JSON object
   */
  static Map<String, String> read(String text) {
    if (text.isEmpty() || text.equals("{}") || text.equals("null")) {
      return Map.of();
    }
    try (JsonReader reader = FACTORY.createReader(new StringReader(text))) {
      JsonObject object = reader.readObject();
      Map<String, String> metadata = new LinkedHashMap<>();
      object.forEach((name, value) -> metadata.put(name, text(value)));
      return metadata;
    } catch (JsonException e) {
      throw new BadParameterException("metadata must be a JSON object: " + e.getMessage());
    }
  }

  private static String text(JsonValue value) {
    return switch (value.getValueType()) {
      case STRING -> ((JsonString) value).getString();
      case NULL -> "";
      default -> value.toString();
    };
  }
}
