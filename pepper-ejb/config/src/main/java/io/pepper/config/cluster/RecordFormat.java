package io.pepper.config.cluster;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.Revision;
import io.pepper.config.definition.RevisionKind;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.EntryFormat;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The form that records have in Coordination. */
final class RecordFormat implements EntryFormat<ConfigRecordKey, ConfigRecord> {
  @Override
  public ConfigRecordKey key(String name) {
    return ConfigRecordKey.parse(name);
  }

  @Override
  public ConfigRecord read(ConfigRecordKey key, Entry entry) {
    JsonObject json =
        ValueJson.read(
            key.kind() == ConfigRecordKind.UNRECORDED ? Gzip.unpack(entry.value()) : entry.value());
    return switch (key.kind()) {
      case DOMAIN -> domain(json);
      case FILE ->
          new ConfigRecord.File(
              version(json),
              content(json),
              Optional.ofNullable(json.getJsonObject("gray")).map(RecordFormat::gray));
      case DRAFT ->
          new ConfigRecord.Draft(
              json.getJsonNumber("base").longValueExact(),
              content(json),
              author(json),
              json.getString("note"),
              at(json));
      case UNRECORDED -> unrecorded(json);
    };
  }

  private static ConfigRecord.Domain domain(JsonObject json) {
    SortedSet<FileName> files = new TreeSet<>();
    json.getJsonArray("files")
        .getValuesAs(JsonString::getString)
        .forEach(name -> files.add(new FileName(name)));
    return new ConfigRecord.Domain(
        version(json), json.getBoolean("deleted", false), SettingsJson.readDomain(json), files);
  }

  private static ConfigRecord.Gray gray(JsonObject json) {
    return new ConfigRecord.Gray(
        version(json),
        SettingsJson.readRule(json),
        ChangesJson.read(json.getJsonArray("changes")),
        author(json),
        at(json));
  }

  private static ConfigRecord.Unrecorded unrecorded(JsonObject json) {
    Map<FileName, Optional<FileContent>> files = new LinkedHashMap<>();
    JsonObject contents = json.getJsonObject("files");
    for (String name : contents.keySet()) {
      files.put(
          new FileName(name),
          contents.isNull(name)
              ? Optional.empty()
              : Optional.of(ContentJson.read(contents.getJsonArray(name))));
    }
    Revision revision =
        new Revision(
            version(json),
            RevisionKind.valueOf(json.getString("kind")),
            author(json),
            json.getString("note"),
            at(json));
    return new ConfigRecord.Unrecorded(revision, files);
  }

  private static long version(JsonObject json) {
    return json.getJsonNumber("version").longValueExact();
  }

  private static FileContent content(JsonObject json) {
    return ContentJson.read(json.getJsonArray("sections"));
  }

  private static String author(JsonObject json) {
    return json.getString("author");
  }

  private static Instant at(JsonObject json) {
    return Instant.ofEpochMilli(json.getJsonNumber("at").longValueExact());
  }

  @Override
  public byte[] write(ConfigRecord value) {
    byte[] json = ValueJson.bytes(json(value));
    return value instanceof ConfigRecord.Unrecorded ? Gzip.pack(json) : json;
  }

  private static JsonObjectBuilder json(ConfigRecord value) {
    JsonObjectBuilder json = ValueJson.object();
    switch (value) {
      case ConfigRecord.Domain domain -> {
        JsonArrayBuilder files = ValueJson.array();
        domain.files().forEach(name -> files.add(name.path()));
        json.add("version", domain.version())
            .add("deleted", domain.isDeleted())
            .add("files", files);
        SettingsJson.write(json, domain.settings());
      }
      case ConfigRecord.File file -> {
        json.add("version", file.version()).add("sections", ContentJson.write(file.content()));
        file.gray().ifPresent(gray -> json.add("gray", json(gray)));
      }
      case ConfigRecord.Draft draft ->
          json.add("base", draft.base())
              .add("sections", ContentJson.write(draft.content()))
              .add("author", draft.author())
              .add("note", draft.note())
              .add("at", draft.at().toEpochMilli());
      case ConfigRecord.Unrecorded publish -> write(json, publish);
    }
    return json;
  }

  private static JsonObjectBuilder json(ConfigRecord.Gray gray) {
    JsonObjectBuilder json =
        ValueJson.object()
            .add("version", gray.version())
            .add("changes", ChangesJson.write(gray.changes()))
            .add("author", gray.author())
            .add("at", gray.at().toEpochMilli());
    SettingsJson.write(json, gray.rule());
    return json;
  }

  private static void write(JsonObjectBuilder json, ConfigRecord.Unrecorded publish) {
    Revision revision = publish.revision();
    JsonObjectBuilder files = ValueJson.object();
    publish
        .files()
        .forEach((name, content) ->
            content.ifPresentOrElse(
                there -> files.add(name.path(), ContentJson.write(there)),
                () -> files.addNull(name.path())));
    json.add("version", revision.version())
        .add("kind", revision.kind().name())
        .add("author", revision.author())
        .add("note", revision.note())
        .add("at", revision.at().toEpochMilli())
        .add("files", files);
  }

  /** Leaves out the contents that wait for the history: they are read when it is their turn. */
  @Override
  public ConfigRecord summary(ConfigRecord value) {
    return value instanceof ConfigRecord.Unrecorded publish
        ? new ConfigRecord.Unrecorded(publish.revision(), Map.of())
        : value;
  }
}
