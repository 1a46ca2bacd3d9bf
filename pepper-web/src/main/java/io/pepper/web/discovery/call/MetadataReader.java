package io.pepper.web.discovery.call;

import io.pepper.definition.ExactJson;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.MalformedJsonException;
import io.pepper.web.discovery.http.BadParameterException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** A reader of metadata, which is sent as the text of a JSON object. */
final class MetadataReader {
  private MetadataReader() {}

  /**
   * Reads metadata. Values that are no text become their JSON: clients send numbers and booleans.
   *
   * @param text may be empty
   * @throws BadParameterException if it is no JSON object
   */
  static Map<String, String> read(String text) {
    if (text.isEmpty() || text.equals("{}") || text.equals("null")) {
      return Map.of();
    }
    try {
      JsonObject object = ExactJson.read(text);
      Map<String, String> metadata = new LinkedHashMap<>();
      object.forEach((name, value) -> metadata.put(name, text(value)));
      return metadata;
    } catch (MalformedJsonException e) {
      throw new BadParameterException("metadata must be a JSON object; it is " + e.getMessage());
    } catch (InvalidDefinitionException e) {
      throw new BadParameterException("metadata." + e.getMessage());
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
