package io.pepper.web.api.config.request;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.value.InvalidValueException;
import io.pepper.config.value.ValueType;
import io.pepper.definition.Fields;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The reader of what people and programs want to become of a file, in JSON. Errors are {@link
 * InvalidDefinitionException} naming the field.
 */
public final class EditBody {
  private static final int MAX_CHANGES = 20_000;

  private static final String ALL_TYPES =
      Arrays.stream(ValueType.values()).map(ValueType::text).collect(Collectors.joining(", "));

  private EditBody() {}

  /** Reads the member {@code sections} as the whole content of a file. */
  public static FileContent content(Fields body) {
    Fields sections =
        body.object("sections")
            .orElseThrow(() ->
                new InvalidDefinitionException(
                    "sections",
                    "is needed: an object such as {\"DEFAULT\":{\"timeout\":{\"type\":\"int\",\"value\":\"30\"}}}"));
    return Fields.checked("sections", () -> sections(sections));
  }

  private static FileContent sections(Fields sections) {
    Map<SectionName, Map<KeyName, ConfigEntry>> content = new LinkedHashMap<>();
    for (String name : sections.names()) {
      Fields keys = sections.object(name).orElse(new Fields(JsonValue.EMPTY_JSON_OBJECT));
      Fields.checked(name, () -> content.put(new SectionName(name), keys(keys)));
    }
    return new FileContent(content);
  }

  private static Map<KeyName, ConfigEntry> keys(Fields keys) {
    Map<KeyName, ConfigEntry> entries = new LinkedHashMap<>();
    for (String name : keys.names()) {
      KeyName key = Fields.checked(name, () -> new KeyName(name));
      entries.put(key, Fields.checked(name, () -> entry(key, keys.either(name, JsonValue.class))));
    }
    return entries;
  }

  /** Reads a value in short, or an object with its type. */
  private static ConfigEntry entry(KeyName key, Optional<JsonValue> value) {
    return switch (value.orElse(JsonValue.NULL)) {
      case JsonString text -> checked(key, ValueType.STRING, text.getString(), false);
      case JsonNumber number when number.isIntegral() ->
          checked(key, ValueType.INT, number.toString(), false);
      case JsonNumber number -> checked(key, ValueType.FLOAT64, number.toString(), false);
      case JsonObject object -> entry(key, new Fields(object));
      case JsonValue flag when flag == JsonValue.TRUE || flag == JsonValue.FALSE ->
          checked(key, ValueType.BOOL, flag.toString(), false);
      default ->
          throw new IllegalArgumentException(
              "must be a text, a number, true, false or an object with type and value");
    };
  }

  private static ConfigEntry entry(KeyName key, Fields fields) {
    ValueType type = type(fields).orElse(ValueType.STRING);
    String value = value(fields).orElseThrow(() -> invalid("value", "is needed"));
    boolean isSecret = fields.flag("secret", false);
    fields.refuseOthers();
    return checked(key, type, value, isSecret);
  }

  private static ConfigEntry checked(KeyName key, ValueType type, String value, boolean isSecret) {
    if (!value.equals(HiddenValues.MASK)) {
      try {
        type.parse(value);
      } catch (InvalidValueException e) {
        throw invalid("value", e.getMessage());
      }
    }
    return new ConfigEntry(key, type, type.rawKey(key.value()), value, isSecret);
  }

  /** Reads the member {@code changes}. */
  public static List<KeyChange> changes(Fields body) {
    JsonArray array =
        body.either("changes", JsonArray.class)
            .orElseThrow(() -> invalid("changes", "is needed: an array of objects"));
    if (array.isEmpty() || array.size() > MAX_CHANGES) {
      throw invalid("changes", "must have 1 to %d members".formatted(MAX_CHANGES));
    }
    List<KeyChange> changes = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonValue each = array.get(i);
      String place = "changes." + i;
      if (!(each instanceof JsonObject object)) {
        throw invalid(place, "must be an object with section, key, type and value");
      }
      changes.add(Fields.checked(place, () -> change(new Fields(object))));
    }
    return changes;
  }

  private static KeyChange change(Fields fields) {
    SectionName section =
        fields
            .text("section")
            .map(name -> Fields.checked("section", () -> new SectionName(name)))
            .orElse(SectionName.DEFAULT);
    KeyName key = fields.required("key", KeyName::new);
    Optional<ValueType> type = type(fields);
    Optional<String> value = value(fields);
    Optional<Boolean> isSecret =
        fields.has("secret") ? Optional.of(fields.flag("secret", false)) : Optional.empty();
    fields.refuseOthers();
    return new KeyChange(section, key, type, value, isSecret);
  }

  private static Optional<ValueType> type(Fields fields) {
    return fields
        .text("type")
        .map(text ->
            ValueType.of(text)
                .orElseThrow(() ->
                    invalid(
                        "type",
                        "there is no type '%s'; the types are %s".formatted(text, ALL_TYPES))));
  }

  private static Optional<String> value(Fields fields) {
    return fields.text("value");
  }

  /** Reads an edit of one of several files: null, or an object with sections or changes. */
  public static FileEdit edit(FileName file, Optional<Fields> body) {
    if (body.isEmpty()) {
      return new FileEdit.DeleteFile(file);
    }
    boolean isWhole = body.get().has("sections");
    if (isWhole && body.get().has("changes")) {
      throw invalid("changes", "cannot be there beside sections: send one of them");
    }
    return isWhole
        ? new FileEdit.ReplaceContent(file, content(body.get()))
        : new FileEdit.ChangeKeys(file, changes(body.get()));
  }

  private static InvalidDefinitionException invalid(String field, String problem) {
    return new InvalidDefinitionException(field, problem);
  }
}
