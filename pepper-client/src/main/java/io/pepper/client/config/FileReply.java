package io.pepper.client.config;

import io.pepper.client.transport.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A file as servers answer it and as snapshots keep it (docs/rest.md, Configuration). */
final class FileReply {
  private static final String SECTION = "DEFAULT";

  private FileReply() {}

  /**
   * Reads an answer. What servers add is passed over.
   *
   * @param file what messages call it
   * @throws IllegalArgumentException if it is no such answer
   */
  static ConfigValues read(String file, String body) {
    if (Json.read(body) instanceof Map<?, ?> fields) {
      return read(file, fields);
    }
    throw new IllegalArgumentException("no object");
  }

  static ConfigValues read(String file, Map<?, ?> fields) {
    if (!(fields.get("revision") instanceof Long revision)
        || !(fields.get("sections") instanceof Map<?, ?> sections)
        || !(sections.get(SECTION) instanceof Map<?, ?> keys)) {
      throw new IllegalArgumentException("no file with a revision and a section " + SECTION);
    }
    Map<String, TypedValue> entries = new LinkedHashMap<>();
    keys.forEach((key, value) -> entries.put(key.toString(), entry(key, value)));
    return new ConfigValues(file, revision, entries);
  }

  private static TypedValue entry(Object key, Object json) {
    if (json instanceof Map<?, ?> fields
        && fields.get("type") instanceof String type
        && fields.get("value") instanceof String text) {
      return new TypedValue(type, text, Objects.equals(fields.get("secret"), true));
    }
    throw new IllegalArgumentException("no type and value of key " + key);
  }

  /** Returns what {@link #read} reads back. */
  static Map<String, Object> write(ConfigValues values) {
    Map<String, Object> keys = new LinkedHashMap<>();
    values
        .entries()
        .forEach((key, entry) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("type", entry.type());
          fields.put("value", entry.text());
          if (entry.isSecret()) {
            fields.put("secret", true);
          }
          keys.put(key, fields);
        });
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("revision", values.revision());
    fields.put("sections", Map.of(SECTION, keys));
    return fields;
  }
}
