package io.pepper.web.api.cron;

import io.pepper.cron.crontab.CrontabForm;
import io.pepper.cron.crontab.ImportRequest;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The body of an import.
 *
 * @param create whether the jobs are to be created; otherwise they are only shown
 */
record ImportBody(ImportRequest request, boolean create) {
  /**
   * @throws InvalidDefinitionException naming the field at fault
   */
  static ImportBody read(JsonObject body) {
    Fields fields = new Fields(body);
    String text = fields.required("text", each -> each);
    JsonObject with = fields.either("with", JsonObject.class).orElse(JsonObject.EMPTY_JSON_OBJECT);
    fields.object("with");
    ImportRequest request =
        new ImportRequest(
            text,
            form(fields),
            zone(fields),
            fields.text("user").filter(user -> !user.isBlank()),
            names(fields),
            skip(fields),
            with);
    boolean create = fields.flag("create", false);
    fields.refuseOthers();
    return new ImportBody(request, create);
  }

  private static Optional<CrontabForm> form(Fields fields) {
    return switch (fields.text("form").orElse("auto")) {
      case "auto" -> Optional.empty();
      case "user" -> Optional.of(CrontabForm.USER);
      case "system" -> Optional.of(CrontabForm.SYSTEM);
      default ->
          throw new InvalidDefinitionException(
              "form",
              "must be auto, user (crontab -l) or system (/etc/crontab: a user before each command)");
    };
  }

  private static ZoneId zone(Fields fields) {
    String text = fields.text("zone").orElse("");
    try {
      return text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new InvalidDefinitionException(
          "zone", "'" + text + "' is no time zone; write one such as UTC or Europe/Berlin");
    }
  }

  private static Map<Integer, String> names(Fields fields) {
    Map<Integer, String> names = new HashMap<>();
    fields
        .object("names")
        .ifPresent(object ->
            Fields.checked("names", object::allTexts)
                .forEach((line, name) -> names.put(number("names", line), name)));
    return names;
  }

  private static int number(String field, String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new InvalidDefinitionException(field, "must be numbers of lines, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static Set<Integer> skip(Fields fields) {
    Set<Integer> skip = new HashSet<>();
    for (JsonValue each :
        fields.either("skip", JsonArray.class).orElse(JsonValue.EMPTY_JSON_ARRAY)) {
      skip.add(
          number("skip", each instanceof JsonNumber number ? number.toString() : each.toString()));
    }
    if (fields.has("skip")
        && !fields.isNull("skip")
        && fields.either("skip", JsonArray.class).isEmpty()) {
      throw new InvalidDefinitionException("skip", "must be an array of numbers of lines");
    }
    return skip;
  }
}
