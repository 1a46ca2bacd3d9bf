package io.pepper.web.faces.discovery;

import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.BalancingStrategy;
import io.pepper.discovery.instance.Check;
import io.pepper.discovery.instance.SettingsDocument;
import io.pepper.web.faces.DurationText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An application's settings as a form: texts by the path of the field in the document. */
final class SettingsForm implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String TYPE = "check.type";
  private static final List<String> TEXTS = List.of("scheme", "path");
  private static final List<String> DURATIONS = List.of("interval", "timeout");
  private static final List<String> NUMBERS = List.of("failures", "successes");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final LinkedHashMap<String, String> values = new LinkedHashMap<>();

  SettingsForm(AppSettings settings) {
    values.put("remark", settings.remark());
    values.put("zoneWeights", ZoneWeights.text(settings.zoneWeights()));
    values.put("strategy", settings.strategy().map(BalancingStrategy::text).orElse(""));
    settings.check().ifPresent(this::fill);
  }

  private void fill(Check check) {
    values.put(TYPE, SettingsDocument.text(check.type()));
    values.put("check.scheme", check.scheme());
    values.put("check.path", check.path());
    values.put("check.interval", DurationText.of(check.interval()));
    values.put("check.timeout", DurationText.of(check.timeout()));
    values.put("check.failures", Integer.toString(check.failures()));
    values.put("check.successes", Integer.toString(check.successes()));
  }

  Map<String, String> values() {
    return values;
  }

  /**
   * Returns the settings as a document; fields left empty have their defaults.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if the zone weights cannot be read
   */
  JsonObject document() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("zoneWeights", ZoneWeights.document(value("zoneWeights")))
            .add("strategy", value("strategy"))
            .add("remark", value("remark"));
    if (!value(TYPE).isEmpty()) {
      json.add("check", check());
    }
    return json.build();
  }

  private JsonObjectBuilder check() {
    JsonObjectBuilder check = Json.createObjectBuilder().add("type", value(TYPE));
    TEXTS.forEach(field -> add(check, field, Json.createValue(value("check." + field))));
    DURATIONS.forEach(field ->
        add(check, field, Json.createValue(DurationText.document(value("check." + field)))));
    NUMBERS.forEach(field -> add(check, field, number(value("check." + field))));
    return check;
  }

  private void add(JsonObjectBuilder check, String field, JsonValue value) {
    if (!value("check." + field).isEmpty()) {
      check.add(field, value);
    }
  }

  /** Returns the number; a text that is none stays as it is, to be refused with its field. */
  private static JsonValue number(String text) {
    return NUMBER.matcher(text).matches()
        ? Json.createValue(Integer.parseInt(text))
        : Json.createValue(text);
  }

  private String value(String field) {
    String value = values.get(field);
    return value == null ? "" : value.strip();
  }
}
