package io.pepper.config.cluster;

import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.FileState;
import io.pepper.config.definition.Revision;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.document.ChangesJson;
import io.pepper.config.document.ContentJson;
import io.pepper.config.document.PackedContent;
import io.pepper.config.document.SettingsJson;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.EntryFormat;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
            key.kind() == ConfigRecordKind.UNRECORDED
                ? PackedContent.unpack(entry.value())
                : entry.value());
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
              json.containsKey("sections") ? Optional.of(content(json)) : Optional.empty(),
              author(json),
              json.getString("note"),
              at(json));
      case UNRECORDED -> unrecorded(json);
      case NOTICE -> notice(json);
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
    SortedMap<FileName, RecordedFile> files = new TreeMap<>();
    JsonObject contents = json.getJsonObject("files");
    for (String name : contents.keySet()) {
      files.put(new FileName(name), recorded(contents, name));
    }
    return new ConfigRecord.Unrecorded(new RecordedPublish(revision(json), files));
  }

  private static Revision revision(JsonObject json) {
    return new Revision(
        version(json),
        RevisionKind.valueOf(json.getString("kind")),
        author(json),
        json.getString("note"),
        at(json));
  }

  private static ConfigRecord.Notice notice(JsonObject json) {
    SortedMap<FileName, FileState> files = new TreeMap<>();
    JsonObject states = json.getJsonObject("files");
    states
        .keySet()
        .forEach(name -> files.put(new FileName(name), FileState.valueOf(states.getString(name))));
    return new ConfigRecord.Notice(
        new DomainRevision(revision(json), files), URI.create(json.getString("address")));
  }

  private static RecordedFile recorded(JsonObject contents, String name) {
    return switch (contents.get(name)) {
      case JsonArray sections ->
          new RecordedFile(FileState.CHANGED, Optional.of(ContentJson.read(sections)));
      case JsonObject gray -> new RecordedFile(FileState.GRAY, Optional.of(content(gray)));
      default -> new RecordedFile(FileState.DELETED, Optional.empty());
    };
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
    return value instanceof ConfigRecord.Unrecorded ? PackedContent.pack(json) : json;
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
      case ConfigRecord.Draft draft -> {
        json.add("base", draft.base())
            .add("author", draft.author())
            .add("note", draft.note())
            .add("at", draft.at().toEpochMilli());
        draft.content().ifPresent(there -> json.add("sections", ContentJson.write(there)));
      }
      case ConfigRecord.Unrecorded unrecorded -> write(json, unrecorded.publish());
      case ConfigRecord.Notice notice -> {
        JsonObjectBuilder files = ValueJson.object();
        notice.publish().files().forEach((name, state) -> files.add(name.path(), state.name()));
        write(json, notice.publish().revision())
            .add("files", files)
            .add("address", notice.address().toString());
      }
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

  private static void write(JsonObjectBuilder json, RecordedPublish publish) {
    JsonObjectBuilder files = ValueJson.object();
    publish
        .files()
        .forEach((name, file) -> {
          switch (file.state()) {
            case CHANGED -> files.add(name.path(), sections(file));
            case DELETED -> files.addNull(name.path());
            case GRAY -> files.add(name.path(), ValueJson.object().add("sections", sections(file)));
          }
        });
    write(json, publish.revision()).add("files", files);
  }

  private static JsonObjectBuilder write(JsonObjectBuilder json, Revision revision) {
    return json.add("version", revision.version())
        .add("kind", revision.kind().name())
        .add("author", revision.author())
        .add("note", revision.note())
        .add("at", revision.at().toEpochMilli());
  }

  private static JsonArrayBuilder sections(RecordedFile file) {
    return ContentJson.write(file.content().orElseThrow());
  }

  /** Leaves out the contents that wait for the history: they are read when it is their turn. */
  @Override
  public ConfigRecord summary(ConfigRecord value) {
    if (!(value instanceof ConfigRecord.Unrecorded unrecorded)) {
      return value;
    }
    SortedMap<FileName, RecordedFile> files = new TreeMap<>();
    unrecorded
        .publish()
        .files()
        .forEach((name, file) -> files.put(name, new RecordedFile(file.state(), Optional.empty())));
    return new ConfigRecord.Unrecorded(new RecordedPublish(unrecorded.publish().revision(), files));
  }
}
