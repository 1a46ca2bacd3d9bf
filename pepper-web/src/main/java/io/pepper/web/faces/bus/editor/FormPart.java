package io.pepper.web.faces.bus.editor;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part of the form, of the queue or of one topic: texts and problems by the paths of fields. */
public class FormPart implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String prefix;
  private final LinkedHashMap<String, String> values = new LinkedHashMap<>();
  private final HashMap<String, String> problems = new HashMap<>();

  /**
   * @param prefix of the paths of these fields in the whole document, such as {@code topics.send.};
   *     only for problems
   */
  FormPart(String prefix, JsonObject document, List<QueueField> fields) {
    this.prefix = prefix;
    fields.forEach(field -> values.put(field.path(), shown(document, field)));
  }

  private static String shown(JsonObject document, QueueField field) {
    JsonValue value = holder(document, field.parent()).get(field.name());
    return value == null
        ? field.defaultText()
        : PlainText.of(field.kind().text(value)).replace("\r\n", "\n");
  }

  private static JsonObject holder(JsonObject document, String parent) {
    return parent.isEmpty()
        ? document
        : document.get(parent) instanceof JsonObject inner ? inner : JsonValue.EMPTY_JSON_OBJECT;
  }

  public Map<String, String> getValues() {
    return values;
  }

  public Map<String, String> getProblems() {
    return problems;
  }

  String value(String path) {
    String text = values.get(path);
    return text == null ? "" : text.replace("\r\n", "\n");
  }

  void clearProblems() {
    problems.clear();
  }

  /**
   * Puts the fields into a document; those left empty are left out.
   *
   * @param parents the objects in it, which lose what the form no longer says
   * @throws InvalidDefinitionException naming the field that cannot be written
   */
  void write(JsonObjectBuilder document, List<QueueField> fields, Set<String> parents) {
    Map<String, JsonObjectBuilder> inner = new LinkedHashMap<>();
    parents.forEach(parent -> inner.put(parent, Json.createObjectBuilder()));
    inner.put("", document);
    for (QueueField field : fields) {
      String text = value(field.path());
      if (!text.isBlank()) {
        try {
          inner.get(field.parent()).add(field.name(), field.kind().value(text));
        } catch (IllegalArgumentException e) {
          throw new InvalidDefinitionException(prefix() + field.path(), e.getMessage());
        }
      }
    }
    parents.forEach(parent -> document.add(parent, inner.get(parent)));
  }

  String prefix() {
    return prefix;
  }

  /**
   * Notes a problem at its field.
   *
   * @return false if none of these fields is at fault
   */
  boolean note(InvalidDefinitionException problem) {
    String path = problem.field();
    for (String field : values.keySet()) {
      String whole = prefix() + field;
      if (path.equals(whole) || path.startsWith(whole + ".")) {
        problems.put(field, PlainText.of(problem.problem()));
        return true;
      }
    }
    return false;
  }
}
