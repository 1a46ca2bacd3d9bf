package io.pepper.web.api.cron;

import io.pepper.cron.NextFires;
import io.pepper.cron.crontab.CrontabReading;
import io.pepper.cron.crontab.ImportedLine;
import io.pepper.cron.crontab.ImportedLineKind;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.document.JobDocument;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A crontab that was read or imported, as JSON; for admins, since it shows environments. */
final class ImportDocument {
  private static final int FIRES = 5;
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private ImportDocument() {}

  static JsonObject of(CrontabReading reading, boolean created, Instant now) {
    JsonArrayBuilder lines = JSON.createArrayBuilder();
    reading.lines().forEach(line -> lines.add(line(line, created, now)));
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("form", reading.form().text())
            .add("created", created ? names(reading) : JSON.createArrayBuilder())
            .add("jobs", reading.jobs().size())
            .add("errors", reading.errors().size())
            .add("lines", lines);
    addTexts(json, reading.notes());
    return json.build();
  }

  private static JsonArrayBuilder names(CrontabReading reading) {
    JsonArrayBuilder names = JSON.createArrayBuilder();
    reading.jobs().forEach(line -> names.add(line.name()));
    return names;
  }

  private static JsonObjectBuilder line(ImportedLine line, boolean created, Instant now) {
    boolean isNew = created && line.kind() == ImportedLineKind.JOB;
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("line", line.number())
            .add("text", line.text())
            .add("kind", isNew ? "created" : line.kind().name().toLowerCase(Locale.ROOT));
    if (!line.name().isEmpty()) {
      json.add("name", line.name());
    }
    line.job().ifPresent(job -> add(json, job, now));
    addTexts(json, line.notes());
    if (!line.problem().isEmpty()) {
      json.add("problem", line.problem());
    }
    return json;
  }

  private static void add(JsonObjectBuilder json, CronJob job, Instant now) {
    NextFires nextFires = NextFires.of(job, now, FIRES);
    JsonArrayBuilder next = JSON.createArrayBuilder();
    nextFires.next().forEach(fire -> next.add(fire.toString()));
    json.add("reading", nextFires.reading()).add("next", next).add("job", JobDocument.write(job));
  }

  private static void addTexts(JsonObjectBuilder json, List<String> notes) {
    if (!notes.isEmpty()) {
      JsonArrayBuilder array = JSON.createArrayBuilder();
      notes.forEach(array::add);
      json.add("notes", array);
    }
  }
}
