package io.pepper.config.wire;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.KeyName;
import io.pepper.config.value.ValueType;
import io.pepper.definition.ExactJson;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.MalformedJsonException;
import io.pepper.json.JsonWriter;
import java.util.function.Function;

/** The record of a key, which gokeeper calls ConfData, as JSON. Stateless. */
public final class ConfDataJson {
  private ConfDataJson() {}

  /** Writes a key with its value, byte by byte as gokeeper does. */
  public static void write(ConfigEntry entry, JsonWriter out) {
    out.raw("{\"type\":").string(entry.wireType());
    out.raw(",\"raw_key\":").string(entry.rawKey());
    out.raw(",\"raw_value\":").string(entry.value());
    out.raw(",\"key\":").string(entry.key().value());
    out.raw(",\"value\":");
    entry.type().write(entry.type().parse(entry.value()), out);
    out.raw(",\"struct_key\":").string(entry.key().fieldName());
    out.raw(",\"is_json\":").raw(entry.type() == ValueType.JSON ? "true}" : "false}");
  }

  /**
   * Reads a key. Its type and its text count; the fields {@code value} and {@code struct_key} are
   * passed over, since both follow from the others.
   *
   * @param utf8 one JSON object
   * @throws MalformedJsonException if it is none
   * @throws InvalidDefinitionException naming the field that is missing or wrong
   */
  public static ConfigEntry read(byte[] utf8) {
    Fields fields = new Fields(ExactJson.read(utf8));
    KeyName key = fields.required("key", KeyName::new);
    ValueType type =
        fields.flag("is_json", false)
            ? ValueType.JSON
            : fields.required("type", ConfDataJson::type);
    String value = fields.required("raw_value", Function.identity());
    String rawKey = fields.text("raw_key").orElse(type.rawKey(key.value()));
    try {
      type.parse(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException("raw_value", e.getMessage());
    }
    return new ConfigEntry(key, type, rawKey, value, false);
  }

  private static ValueType type(String text) {
    return ValueType.of(text)
        .filter(type -> type != ValueType.JSON)
        .orElseThrow(() -> new IllegalArgumentException("there is no type '" + text + "'"));
  }
}
