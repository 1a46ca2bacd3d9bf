package io.pepper.web.faces.config.editor;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.Serializable;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A domain's settings as a form: texts by the field of the document. */
final class DomainForm implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SCHEMAS = "schemas";

  private final LinkedHashMap<String, String> values = new LinkedHashMap<>();
  private boolean isReviewed;

  /**
   * @param settings as a JSON document
   */
  DomainForm(String settings) {
    JsonObject document = object(settings);
    values.put("tag", document.getString("tag", ""));
    values.put("webhook", document.getString("webhook", ""));
    values.put(
        SCHEMAS, document.containsKey(SCHEMAS) ? indented(document.getJsonObject(SCHEMAS)) : "");
    isReviewed = document.getBoolean("needsReview", false);
  }

  private static JsonObject object(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static String indented(JsonObject object) {
    StringWriter text = new StringWriter();
    try (JsonWriter writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
      writer.write(object);
    }
    return text.toString().strip();
  }

  Map<String, String> values() {
    return values;
  }

  /**
   * Returns the settings as a document; fields left empty have their defaults.
   *
   * @throws InvalidDefinitionException if the schemas are no JSON object
   */
  JsonObject document() {
    JsonObjectBuilder json = Json.createObjectBuilder().add("needsReview", isReviewed);
    add(json, "tag");
    add(json, "webhook");
    String schemas = value(SCHEMAS);
    if (!schemas.isEmpty()) {
      try {
        json.add(SCHEMAS, object(schemas));
      } catch (JsonException e) {
        throw new InvalidDefinitionException(
            SCHEMAS, "is no JSON object: " + PlainText.of(e.getMessage()));
      }
    }
    return json.build();
  }

  private void add(JsonObjectBuilder json, String field) {
    if (!value(field).isEmpty()) {
      json.add(field, value(field));
    }
  }

  private String value(String field) {
    String value = values.get(field);
    return value == null ? "" : value.strip();
  }

  /** Returns whether another person than the author of a draft must publish it. */
  boolean isReviewed() {
    return isReviewed;
  }

  void setReviewed(boolean reviewed) {
    isReviewed = reviewed;
  }
}
