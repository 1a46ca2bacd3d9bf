package io.pepper.web.faces.cron;

import io.pepper.definition.ExactJson;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.MalformedJsonException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.Map;

/** Documents as text for people. */
public final class PrettyJson {
  private static final JsonWriterFactory PRETTY =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  private PrettyJson() {}

  public static String of(JsonObject document) {
    StringWriter text = new StringWriter();
    try (JsonWriter writer = PRETTY.createWriter(text)) {
      writer.write(document);
    }
    return text.toString().strip();
  }

  /**
   * @throws InvalidDefinitionException saying where it is no JSON
   */
  public static JsonObject read(String text) {
    try {
      return ExactJson.read(text);
    } catch (MalformedJsonException e) {
      throw new InvalidDefinitionException("", "this is " + e.getMessage());
    }
  }
}
