package io.pepper.web.api.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.KeyDifference;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.snapshot.ReceivedFile;
import io.pepper.definition.HiddenValues;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files as JSON, with {@code ***} for secrets except as nodes receive them. */
final class FileDocument {
  /** The provider, found once: the search covers the class path. */
  static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private FileDocument() {}

  /** Returns a file with its content, and with its gray release if one runs. */
  static JsonObject write(DomainName domain, PublishedFile file) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("domain", domain.value())
            .add("file", file.name().path())
            .add("revision", file.version())
            .add("sections", sections(file.content()));
    file.gray().ifPresent(release -> json.add("gray", VersionDocument.gray(release)));
    return json.build();
  }

  /** Returns a file as a node receives it, with what the caller may see of its secrets. */
  static JsonObject write(ReceivedFile file, String node) {
    JsonObjectBuilder keys = JSON.createObjectBuilder();
    file.content()
        .section(SectionName.DEFAULT)
        .forEach(entry -> keys.add(entry.key().value(), entry(entry, entry.value())));
    return JSON.createObjectBuilder()
        .add("domain", file.domain().value())
        .add("file", file.file().path())
        .add("node", node)
        .add("revision", file.version())
        .add("sections", JSON.createObjectBuilder().add(SectionName.DEFAULT.value(), keys))
        .build();
  }

  /** Returns a content with three asterisks for each secret. */
  static FileContent masked(FileContent content) {
    Map<SectionName, Map<KeyName, ConfigEntry>> sections = new LinkedHashMap<>();
    content
        .sections()
        .forEach((name, keys) -> {
          Map<KeyName, ConfigEntry> masked = new LinkedHashMap<>(keys);
          masked.replaceAll((key, entry) -> entry.with(shown(entry)));
          sections.put(name, masked);
        });
    return new FileContent(sections);
  }

  /** Returns a file in a list. */
  static JsonObjectBuilder listed(PublishedFile file) {
    return JSON.createObjectBuilder()
        .add("file", file.name().path())
        .add("revision", file.version())
        .add("keys", file.content().size());
  }

  static JsonObjectBuilder sections(FileContent content) {
    JsonObjectBuilder sections = JSON.createObjectBuilder();
    content
        .sections()
        .forEach((name, keys) -> {
          JsonObjectBuilder section = JSON.createObjectBuilder();
          keys.values().forEach(entry -> section.add(entry.key().value(), entry(entry)));
          sections.add(name.value(), section);
        });
    return sections;
  }

  static JsonObjectBuilder entry(ConfigEntry entry) {
    return entry(entry, shown(entry));
  }

  private static JsonObjectBuilder entry(ConfigEntry entry, String shown) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder().add("type", entry.type().text()).add("value", shown);
    if (entry.isSecret()) {
      json.add("secret", true);
    }
    return json;
  }

  private static String shown(ConfigEntry entry) {
    return entry.isSecret() ? HiddenValues.MASK : entry.value();
  }

  /** Returns what is different in a file. */
  static JsonObjectBuilder difference(FileDifference file) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    for (KeyDifference key : file.keys()) {
      JsonObjectBuilder each =
          JSON.createObjectBuilder()
              .add("section", key.section().value())
              .add("key", key.key().value());
      key.before().ifPresent(entry -> each.add("before", entry(entry)));
      key.after().ifPresent(entry -> each.add("after", entry(entry)));
      all.add(each);
    }
    return JSON.createObjectBuilder()
        .add("file", file.file().path())
        .add("change", change(file))
        .add("keys", all);
  }

  private static String change(FileDifference file) {
    if (!file.existedBefore()) {
      return "new";
    }
    if (!file.existsAfter()) {
      return "deleted";
    }
    return file.keys().isEmpty() ? "unchanged" : "changed";
  }
}
