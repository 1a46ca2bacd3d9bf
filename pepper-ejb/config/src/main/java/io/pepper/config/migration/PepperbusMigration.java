package io.pepper.config.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.ini.IniFile;
import io.pepper.definition.ExactJson;
import io.pepper.definition.MalformedJsonException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The migration of pepperbus' {@code queue.conf} and {@code global.conf} to queues. What has no
 * counterpart is said, line by line.
 */
final class PepperbusMigration {
  private static final List<String> UNUSED =
      List.of(
          "error_collection_enable",
          "error_collection_storage",
          "task_debug_enable",
          "task_debug_storage");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  private final Path folder;
  private final OutputFolder out;
  private int leftOut;

  /**
   * @param folder with the ini files of pepperbus' domain
   */
  PepperbusMigration(Path folder, OutputFolder out) {
    this.folder = folder;
    this.out = out;
  }

  /** Writes a document for each queue; returns how many queues and topics were left out. */
  int run() {
    FileContent queueConf =
        read("queue.conf")
            .orElseThrow(() -> new MigrationException(folder + " has no file queue.conf"));
    PepperbusTopics topics =
        new PepperbusTopics(
            json(queueConf, "cgi_config"),
            json(queueConf, "http_config"),
            PepperbusTags.of(json(queueConf, "tags_mapping")),
            out);
    json(queueConf, "queue_config").forEach((name, value) -> queue(name, value, topics));
    nodes(queueConf);
    read("global.conf").ifPresent(this::ports);
    return leftOut + topics.leftOut();
  }

  private void queue(String name, JsonValue value, PepperbusTopics topics) {
    if (!(value instanceof JsonObject queue)) {
      leftOut++;
      out.report("left out: queue " + name + " is no object");
      return;
    }
    if (!NAME.matcher(name).matches()) {
      leftOut++;
      out.report(
          "left out: queue '%s': names have letters of ASCII, digits, '_', '-' and '.' here, and do not begin with '-' or '.'"
              .formatted(name));
      return;
    }
    String runtimeName = queue.getString("queue_name", name);
    if (!runtimeName.equals(name)) {
      out.report(
          "queue %s: pepperbus calls it %s inside; producers log in and push as %s here"
              .formatted(name, runtimeName, name));
    }
    JsonObject document = topics.queue(name, queue);
    if (document.getJsonObject("topics").isEmpty()) {
      leftOut++;
      out.report("left out: queue " + name + " has no topic that could be taken over");
      return;
    }
    out.write(Path.of("queues", name + ".json"), pretty(document));
    out.report("queue %s: %d topics".formatted(name, document.getJsonObject("topics").size()));
  }

  private void nodes(FileContent queueConf) {
    for (SectionName section : queueConf.names()) {
      String nodes =
          section.equals(SectionName.DEFAULT)
              ? "nodes without a section of their own"
              : "node " + section;
      queueConf
          .find(section, new KeyName("tags"))
          .ifPresent(tags -> out.report("%s: set pepper.tags=%s".formatted(nodes, tags.value())));
      queueConf
          .find(section, new KeyName("consumer_disable"))
          .filter(flag -> flag.value().equals("true"))
          .ifPresent(flag ->
              out.report(
                  nodes
                      + ": consumer_disable is true: set pepper.tags to one that no topic has, so that they consume nothing"));
    }
    UNUSED.forEach(key ->
        text(queueConf, key)
            .ifPresent(
                value -> out.report(key + " has no counterpart here, and is not taken over")));
  }

  private void ports(FileContent globalConf) {
    text(globalConf, "gateway_port").ifPresent(port -> out.report("set pepper.resp.port=" + port));
    text(globalConf, "gateway_ip").ifPresent(ip -> out.report("set pepper.bind=" + ip));
    text(globalConf, "admin_port").ifPresent(port -> out.report("set pepper.http.port=" + port));
  }

  private Optional<FileContent> read(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(IniFile.read(new String(Files.readAllBytes(file), UTF_8)).content());
    } catch (IOException | IllegalArgumentException e) {
      throw new MigrationException(file + ": " + e.getMessage(), e);
    }
  }

  private static Optional<String> text(FileContent file, String key) {
    return file.find(SectionName.DEFAULT, new KeyName(key))
        .map(entry -> entry.value().strip())
        .filter(value -> !value.isEmpty());
  }

  private static JsonObject json(FileContent file, String key) {
    Optional<String> text = text(file, key);
    if (text.isEmpty()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try {
      return ExactJson.read(text.get());
    } catch (MalformedJsonException e) {
      throw new MigrationException(
          "queue.conf: %s is no JSON object (%s): pepperbus cannot read it either; is it cut off at '#' or ';'?"
              .formatted(key, e.getMessage()),
          e);
    }
  }

  private static String pretty(JsonObject document) {
    StringWriter text = new StringWriter();
    try (JsonWriter writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
      writer.writeObject(document);
    }
    return text.toString().strip() + "\n";
  }
}
