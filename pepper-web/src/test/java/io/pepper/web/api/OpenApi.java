package io.pepper.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document, read; references are followed, and examples made of schemas. */
final class OpenApi {
  static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");
  private static final int MAX_DEPTH = 6;

  private final Map<String, Object> document;

  private OpenApi(Map<String, Object> document) {
    this.document = document;
  }

  static OpenApi read() throws IOException {
    try (InputStream in = Api.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new OpenApi(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    }
  }

  Map<String, Object> paths() {
    return map(document.get("paths"));
  }

  Map<String, Object> schemas() {
    return map(map(document.get("components")).get("schemas"));
  }

  String description() {
    return text(map(document.get("info")).get("description"));
  }

  /** Returns a member as a map, with its reference followed; empty if there is none. */
  @SuppressWarnings("unchecked")
  Map<String, Object> map(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return Map.of();
    }
    if (map.get("$ref") instanceof String reference) {
      Object target = document;
      for (String part : reference.substring(2).split("/")) {
        target = ((Map<String, Object>) target).get(part);
      }
      return map(target);
    }
    return (Map<String, Object>) map;
  }

  static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** Returns the name of the schema that is referred to; empty if it stands there itself. */
  static String name(Object schema) {
    return schema instanceof Map<?, ?> map && map.get("$ref") instanceof String reference
        ? reference.substring(reference.lastIndexOf('/') + 1)
        : "";
  }

  static String text(Object value) {
    return value == null ? "" : String.valueOf(value).strip();
  }

  /** Returns the properties of an object, those of all its parts. */
  Map<String, Object> properties(Object schema) {
    Map<String, Object> all = new LinkedHashMap<>();
    list(map(schema).get("allOf")).forEach(part -> all.putAll(properties(part)));
    all.putAll(map(map(schema).get("properties")));
    return all;
  }

  /** Returns an example of a schema: its own, or one made of its parts. */
  Object example(Object schema) {
    return example(schema, 0);
  }

  private Object example(Object schema, int depth) {
    Map<String, Object> of = map(schema);
    if (of.containsKey("example")) {
      return of.get("example");
    }
    if (of.containsKey("default")) {
      return of.get("default");
    }
    if (!list(of.get("enum")).isEmpty()) {
      return list(of.get("enum")).getFirst();
    }
    return depth > MAX_DEPTH ? "…" : ofType(of, depth + 1);
  }

  private Object ofType(Map<String, Object> schema, int depth) {
    return switch (text(schema.get("type"))) {
      case "integer" -> schema.getOrDefault("minimum", 3);
      case "boolean" -> true;
      case "array" -> List.of(example(schema.get("items"), depth));
      case "string" -> "date-time".equals(schema.get("format")) ? "2026-03-23T01:30:00Z" : "…";
      default -> object(schema, depth);
    };
  }

  private Object object(Map<String, Object> schema, int depth) {
    Map<String, Object> example = new LinkedHashMap<>();
    for (Object part : list(schema.get("allOf"))) {
      if (example(part, depth) instanceof Map<?, ?> members) {
        members.forEach((key, value) -> example.put(text(key), value));
      }
    }
    map(schema.get("properties")).forEach((key, value) -> example.put(key, example(value, depth)));
    if (schema.get("additionalProperties") instanceof Map<?, ?> value) {
      example.put("orders", example(value, depth));
    }
    return example;
  }
}
