package io.pepper.web.faces.cron.editor;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.cron.OptionLabels;
import io.pepper.web.faces.cron.PrettyJson;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A job document as a form with a text for each usual field. What the form does not have, and each
 * field whose text was not changed, stays in the document as it is.
 */
final class JobForm implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Set<String> DEFAULT_EVENTS = Set.of("failed", "notStarted", "recovered");

  private final String original;
  private final LinkedHashMap<String, String> values = new LinkedHashMap<>();
  private final LinkedHashMap<String, Boolean> events = new LinkedHashMap<>();

  JobForm(JsonObject document) {
    original = document.toString();
    values.put(FormField.TYPE, type(document));
    fields().forEach(field -> values.put(field.path(), shown(document, field)));
    Set<String> on = eventsOf(document);
    OptionLabels.EVENTS.keySet().forEach(event -> events.put(event, on.contains(event)));
  }

  /** Returns the texts by the paths of their fields. */
  Map<String, String> values() {
    return values;
  }

  /** Returns by its name whether each event alarms. */
  Map<String, Boolean> events() {
    return events;
  }

  private String value(String path) {
    String value = values.get(path);
    return value == null ? "" : withPlainLines(value);
  }

  /**
   * Returns the document with the changes made in the form.
   *
   * @throws InvalidDefinitionException naming the field that cannot be written
   */
  JsonObject document() {
    JsonObject before = PrettyJson.read(original);
    JsonObjectBuilder document = Json.createObjectBuilder(before);
    for (String parent : List.of("after", "retry")) {
      putObject(document, before, parent, List.of());
    }
    putTarget(document, before);
    putAlarms(document, before);
    Stream.concat(FormField.TIMES.stream(), FormField.RULES.stream())
        .filter(field -> field.parent().isEmpty())
        .forEach(field -> put(document, before, field));
    return document.build();
  }

  /**
   * Returns the part that says when the job runs, with a target that does nothing, for a preview.
   */
  JsonObject times() {
    JsonObjectBuilder times = Json.createObjectBuilder();
    JsonObject all = document();
    Stream.of("schedule", "dialect", "zone", "after", "startAt", "endAt", "maxRuns")
        .filter(all::containsKey)
        .forEach(name -> times.add(name, all.get(name)));
    JsonObjectBuilder nothing =
        Json.createObjectBuilder().add("type", "http").add("url", "http://localhost/");
    return times.add("run", nothing).build();
  }

  private void putTarget(JsonObjectBuilder document, JsonObject before) {
    String type = value(FormField.TYPE);
    JsonObject present = inner(before, "run");
    boolean sameType = type.equals(text(present.get("type")));
    JsonObject base = sameType ? present : JsonValue.EMPTY_JSON_OBJECT;
    JsonObjectBuilder run = Json.createObjectBuilder(base).add("type", type);
    List<String> paths = FormField.of(type);
    FormField.TARGETS.stream()
        .filter(field -> paths.contains(field.path()))
        .forEach(field -> put(run, before, field, !sameType));
    document.add("run", run);
  }

  /** Puts alarms into the document if there is a receiver for them. */
  private void putAlarms(JsonObjectBuilder document, JsonObject before) {
    boolean isAnybody =
        Stream.of("alarms.webhook", "alarms.mail", "alarms.queue")
            .anyMatch(path -> !value(path).isBlank());
    boolean wasAnything = before.containsKey("alarms");
    if (!isAnybody && wasAnything && isChanged(before, "alarms")) {
      document.remove("alarms");
    } else if (isAnybody) {
      Set<String> on = eventsOf(before);
      boolean sameEvents =
          wasAnything
              && events.entrySet().stream().allMatch(e -> on.contains(e.getKey()) == e.getValue());
      JsonArrayBuilder array = Json.createArrayBuilder();
      events.entrySet().stream().filter(Map.Entry::getValue).forEach(e -> array.add(e.getKey()));
      putObject(
          document,
          before,
          "alarms",
          sameEvents ? List.of() : List.of(Map.entry("on", array.build())));
    }
  }

  private boolean isChanged(JsonObject before, String parent) {
    return children(parent).anyMatch(field -> !value(field.path()).equals(shown(before, field)));
  }

  /** Puts an object into the document if its fields say anything. */
  private void putObject(
      JsonObjectBuilder document,
      JsonObject before,
      String parent,
      List<Map.Entry<String, JsonValue>> others) {
    if (others.isEmpty() && !isChanged(before, parent)) {
      return;
    }
    JsonObjectBuilder inner = Json.createObjectBuilder(inner(before, parent));
    children(parent).forEach(field -> put(inner, before, field, parent.equals("retry")));
    others.forEach(other -> inner.add(other.getKey(), other.getValue()));
    if (parent.equals("after") && value("after.jobs").isBlank()) {
      document.remove(parent);
    } else {
      document.add(parent, inner);
    }
  }

  private void put(JsonObjectBuilder to, JsonObject before, FormField field) {
    put(to, before, field, false);
  }

  /**
   * @param always also what the form shows for a field that the document leaves out
   */
  private void put(JsonObjectBuilder to, JsonObject before, FormField field, boolean always) {
    String text = value(field.path());
    if (!always && text.equals(shown(before, field))) {
      return;
    }
    if (text.isBlank()) {
      to.remove(field.name());
      return;
    }
    try {
      to.add(field.name(), field.kind().value(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException(field.path(), e.getMessage());
    }
  }

  private static Stream<FormField> fields() {
    return Stream.of(FormField.TIMES, FormField.TARGETS, FormField.RULES).flatMap(List::stream);
  }

  private static Stream<FormField> children(String parent) {
    return fields().filter(field -> field.parent().equals(Optional.of(parent)));
  }

  /** Browsers send each line's end as two characters, whatever it was. */
  private static String withPlainLines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String shown(JsonObject document, FormField field) {
    JsonValue value =
        field.parent().map(parent -> inner(document, parent)).orElse(document).get(field.name());
    return value == null || value == JsonValue.NULL
        ? field.defaultText()
        : withPlainLines(PlainText.of(field.kind().text(value)));
  }

  private static JsonObject inner(JsonObject document, String name) {
    return document.get(name) instanceof JsonObject inner ? inner : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static String type(JsonObject document) {
    String type = text(inner(document, "run").get("type"));
    return OptionLabels.TYPES.containsKey(type) ? type : "command";
  }

  private static Set<String> eventsOf(JsonObject document) {
    JsonValue on = inner(document, "alarms").get("on");
    return on == null
        ? DEFAULT_EVENTS
        : Set.copyOf(
            FieldKind.LIST.value(FieldKind.LIST.text(on)).asJsonArray().stream()
                .map(JobForm::text)
                .toList());
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : "";
  }
}
