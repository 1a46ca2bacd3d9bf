package io.pepper.config.document;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.value.ValueType;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The stored form of contents: sections in order, of each key what cannot be derived. */
public final class ContentJson {
  private ContentJson() {}

  public static JsonArrayBuilder write(FileContent content) {
    JsonArrayBuilder sections = ValueJson.array();
    content
        .sections()
        .forEach((name, keys) -> {
          JsonArrayBuilder entries = ValueJson.array();
          keys.values().forEach(entry -> entries.add(write(entry)));
          sections.add(ValueJson.object().add("name", name.value()).add("keys", entries));
        });
    return sections;
  }

  private static JsonObjectBuilder write(ConfigEntry entry) {
    JsonObjectBuilder json =
        ValueJson.object()
            .add("key", entry.key().value())
            .add("type", entry.type().text())
            .add("value", entry.value());
    if (!entry.rawKey().equals(entry.type().rawKey(entry.key().value()))) {
      json.add("raw", entry.rawKey());
    }
    if (entry.isSecret()) {
      json.add("secret", true);
    }
    return json;
  }

  public static FileContent read(JsonArray sections) {
    Map<SectionName, Map<KeyName, ConfigEntry>> content = new LinkedHashMap<>();
    for (JsonObject section : sections.getValuesAs(JsonObject.class)) {
      Map<KeyName, ConfigEntry> keys = new LinkedHashMap<>();
      for (JsonObject json : section.getJsonArray("keys").getValuesAs(JsonObject.class)) {
        ConfigEntry entry = entry(json);
        keys.put(entry.key(), entry);
      }
      content.put(new SectionName(section.getString("name")), keys);
    }
    return new FileContent(content);
  }

  private static ConfigEntry entry(JsonObject json) {
    KeyName key = new KeyName(json.getString("key"));
    String text = json.getString("type");
    ValueType type =
        ValueType.of(text)
            .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no type"));
    return new ConfigEntry(
        key,
        type,
        json.getString("raw", type.rawKey(key.value())),
        json.getString("value"),
        json.getBoolean("secret", false));
  }
}
