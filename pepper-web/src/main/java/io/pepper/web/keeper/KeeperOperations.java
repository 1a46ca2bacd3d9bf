package io.pepper.web.keeper;

import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.value.ValueType;
import io.pepper.definition.ExactJson;
import io.pepper.definition.MalformedJsonException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reader of the parameter {@code operates}: changes of keys, in their order. */
final class KeeperOperations {
  private KeeperOperations() {}

  /**
   * Reads operations.
   *
   * @throws KeeperException naming the operation that is wrong, from 0
   */
  static List<FileEdit> read(String operates) {
    JsonArray all = array(operates);
    if (all.isEmpty()) {
      throw new KeeperException("operates is empty: there is nothing to do");
    }
    List<FileEdit> edits = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!(all.get(i) instanceof JsonObject operation)) {
        throw new KeeperException("operates[" + i + "] is no object");
      }
      try {
        edits.add(edit(operation));
      } catch (IllegalArgumentException e) {
        throw new KeeperException("operates[" + i + "]: " + e.getMessage());
      }
    }
    return edits;
  }

  private static JsonArray array(String operates) {
    try {
      JsonValue all = ExactJson.read("{\"all\":" + operates + "}").get("all");
      if (all instanceof JsonArray array) {
        return array;
      }
    } catch (MalformedJsonException e) {
      // Refused below, as what is no array.
    }
    throw new KeeperException("operates must be a JSON array of objects");
  }

  private static FileEdit edit(JsonObject operation) {
    FileName file = FileName.of(text(operation, "file"));
    SectionName section = new SectionName(text(operation, "section"));
    KeyName key = new KeyName(text(operation, "key"));
    KeyChange change =
        switch (text(operation, "opcode")) {
          case "add", "update" -> set(section, key, operation);
          case "delete" -> KeyChange.delete(section, key);
          default ->
              throw new IllegalArgumentException(
                  "opcode must be add, update or delete, not '" + text(operation, "opcode") + "'");
        };
    return new FileEdit.ChangeKeys(file, List.of(change));
  }

  private static KeyChange set(SectionName section, KeyName key, JsonObject operation) {
    String type = text(operation, "type");
    if (find(operation, "value").isEmpty()) {
      throw new IllegalArgumentException("value is required; raw_value is not read");
    }
    return KeyChange.set(
        section,
        key,
        ValueType.of(type)
            .orElseThrow(() -> new IllegalArgumentException("there is no type '" + type + "'")),
        text(operation, "value"));
  }

  private static String text(JsonObject operation, String name) {
    return find(operation, name)
        .map(value -> value instanceof JsonString text ? text.getString() : value.toString())
        .orElse("");
  }

  /** Finds a member by its name in whatever case. */
  private static Optional<JsonValue> find(JsonObject operation, String name) {
    return operation.entrySet().stream()
        .filter(member -> member.getKey().toLowerCase(Locale.ROOT).equals(name))
        .map(member -> (JsonValue) member.getValue())
        .filter(value -> value != JsonValue.NULL)
        .findFirst();
  }
}
