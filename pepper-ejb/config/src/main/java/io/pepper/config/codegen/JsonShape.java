package io.pepper.config.codegen;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** The type of a JSON value, as its examples show it. */
sealed interface JsonShape {
  /** A value without parts. */
  enum Simple implements JsonShape {
    /** Null or nothing: no example shows what it is. */
    UNKNOWN,
    TEXT,
    BOOL,
    /** A whole number of 64 bits. */
    INT,
    FLOAT,
    /** Examples that have no type in common. */
    ANY
  }

  /** An array. */
  record Elements(JsonShape element) implements JsonShape {}

  /** An object, whose fields are in the order of the examples. */
  record Members(Map<String, JsonShape> fields) implements JsonShape {}

  /**
   * Returns the shape of an example.
   *
   * @param json one JSON value, or nothing
   * @throws CodegenException if it is no JSON
   */
  static JsonShape of(String json) {
    if (json.isBlank()) {
      return Simple.UNKNOWN;
    }
    try (JsonReader reader = JsonProvider.provider().createReader(new StringReader(json))) {
      return of(reader.readValue());
    } catch (JsonException e) {
      throw new CodegenException("the value is no JSON", e);
    }
  }

  private static JsonShape of(JsonValue value) {
    return switch (value.getValueType()) {
      case NULL -> Simple.UNKNOWN;
      case TRUE, FALSE -> Simple.BOOL;
      case STRING -> Simple.TEXT;
      case NUMBER -> value.toString().matches("-?[0-9]{1,18}") ? Simple.INT : Simple.FLOAT;
      case ARRAY -> {
        JsonShape element = Simple.UNKNOWN;
        for (JsonValue each : (JsonArray) value) {
          element = element.and(of(each));
        }
        yield new Elements(element);
      }
      case OBJECT -> {
        Map<String, JsonShape> fields = new LinkedHashMap<>();
        ((JsonObject) value).forEach((name, each) -> fields.put(name, of(each)));
        yield new Members(fields);
      }
    };
  }

  /** Returns the shape of values that are of this or of another one. */
  default JsonShape and(JsonShape other) {
    if (equals(other) || other == Simple.UNKNOWN) {
      return this;
    }
    if (this == Simple.UNKNOWN) {
      return other;
    }
    if (this instanceof Elements one && other instanceof Elements two) {
      return new Elements(one.element().and(two.element()));
    }
    if (this instanceof Members one && other instanceof Members two) {
      Map<String, JsonShape> fields = new LinkedHashMap<>(one.fields());
      two.fields().forEach((name, shape) -> fields.merge(name, shape, JsonShape::and));
      return new Members(fields);
    }
    return isNumber(this) && isNumber(other) ? Simple.FLOAT : Simple.ANY;
  }

  private static boolean isNumber(JsonShape shape) {
    return shape == Simple.INT || shape == Simple.FLOAT;
  }
}
