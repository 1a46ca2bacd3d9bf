package io.pepper.config.front.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.DomainName;
import io.pepper.config.node.NodeInfo;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reader of what nodes send of themselves: missing and null fields are empty. */
final class NodeInfoJson {
  private static final int MAX_CHARACTERS = 256 * 1024;

  private NodeInfoJson() {}

  /**
   * @throws IllegalArgumentException if it is no JSON object, too long, or has a field of another
   *     kind
   */
  static JsonObject parse(String data) {
    if (data.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "data has %d characters, %d are allowed".formatted(data.length(), MAX_CHARACTERS));
    }
    try {
      return ValueJson.read(data.getBytes(UTF_8));
    } catch (JsonException e) {
      throw new IllegalArgumentException("data is no JSON object: " + e.getMessage(), e);
    }
  }

  /**
   * @throws IllegalArgumentException if a field is of another kind, or the domain has no name
   */
  static NodeInfo read(JsonObject json) {
    return NodeInfo.checked(
        text(json, "id"),
        new DomainName(text(json, "domain")),
        text(json, "component"),
        text(json, "hostname"),
        number(json, "start_time"),
        texts(json, "raw_subscription"),
        number(json, "version"),
        labels(json));
  }

  /** Returns the state of the process that a node reports; empty if there is none. */
  static Optional<JsonObject> process(JsonObject json) {
    return json.get("proc") instanceof JsonObject process ? Optional.of(process) : Optional.empty();
  }

  private static String text(JsonObject json, String name) {
    return switch (json.get(name)) {
      case null -> "";
      case JsonString text -> text.getString();
      case JsonValue other when other == JsonValue.NULL -> "";
      case JsonValue other -> throw wrong(name, "a string");
    };
  }

  private static long number(JsonObject json, String name) {
    return switch (json.get(name)) {
      case null -> 0;
      case JsonNumber number -> number.longValue();
      case JsonValue other when other == JsonValue.NULL -> 0;
      case JsonValue other -> throw wrong(name, "a whole number");
    };
  }

  private static List<String> texts(JsonObject json, String name) {
    JsonValue value = json.get(name);
    if (value == null || value == JsonValue.NULL) {
      return List.of();
    }
    if (value.getValueType() != JsonValue.ValueType.ARRAY) {
      throw wrong(name, "an array of strings");
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue each : value.asJsonArray()) {
      if (!(each instanceof JsonString text)) {
        throw wrong(name, "an array of strings");
      }
      texts.add(text.getString());
    }
    return texts;
  }

  private static Map<String, String> labels(JsonObject json) {
    JsonValue value = json.get("component_tags");
    if (value == null || value == JsonValue.NULL) {
      return Map.of();
    }
    if (!(value instanceof JsonObject object)) {
      throw wrong("component_tags", "an object of strings");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    object.keySet().forEach(name -> labels.put(name, text(object, name)));
    return labels;
  }

  private static IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException("the field " + name + " must be " + expected);
  }
}
