package io.pepper.config.document;

import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.value.ValueType;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/** The stored form of changes of keys. */
public final class ChangesJson {
  private ChangesJson() {}

  public static JsonArrayBuilder write(List<KeyChange> changes) {
    JsonArrayBuilder json = ValueJson.array();
    for (KeyChange change : changes) {
      JsonObjectBuilder each =
          ValueJson.object()
              .add("section", change.section().value())
              .add("key", change.key().value());
      change.type().ifPresent(type -> each.add("type", type.text()));
      change.value().ifPresent(value -> each.add("value", value));
      change.secret().ifPresent(isSecret -> each.add("secret", isSecret));
      json.add(each);
    }
    return json;
  }

  public static List<KeyChange> read(JsonArray changes) {
    return changes.getValuesAs(JsonObject.class).stream().map(ChangesJson::read).toList();
  }

  private static KeyChange read(JsonObject json) {
    return new KeyChange(
        new SectionName(json.getString("section")),
        new KeyName(json.getString("key")),
        Optional.ofNullable(json.getString("type", null)).flatMap(ValueType::of),
        Optional.ofNullable(json.getString("value", null)),
        json.containsKey("secret") ? Optional.of(json.getBoolean("secret")) : Optional.empty());
  }
}
