package io.pepper.config.definition;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schemas of a domain as JSON: by file, then by key. */
public final class SchemasJson {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private SchemasJson() {}

  /**
   * Reads what {@link #write} makes, or people write.
   *
   * @throws IllegalArgumentException if a name is none, or a schema is no object
   */
  public static List<KeySchema> read(JsonObject files) {
    List<KeySchema> schemas = new ArrayList<>();
    files.forEach((file, keys) ->
        object(file, keys)
            .forEach((key, schema) ->
                schemas.add(
                    new KeySchema(
                        FileName.of(file),
                        new KeyName(key),
                        object(file + "." + key, schema).toString()))));
    return schemas;
  }

  private static JsonObject object(String name, JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException("'" + name + "' must be an object");
  }

  /** Returns the schemas in the order of their files. */
  public static JsonObjectBuilder write(List<KeySchema> schemas) {
    Map<FileName, JsonObjectBuilder> files = new TreeMap<>();
    for (KeySchema each : schemas) {
      try (JsonReader reader = READERS.createReader(new StringReader(each.schema()))) {
        files
            .computeIfAbsent(each.file(), file -> JSON.createObjectBuilder())
            .add(each.key().value(), reader.readObject());
      }
    }
    JsonObjectBuilder json = JSON.createObjectBuilder();
    files.forEach((file, keys) -> json.add(file.path(), keys));
    return json;
  }
}
