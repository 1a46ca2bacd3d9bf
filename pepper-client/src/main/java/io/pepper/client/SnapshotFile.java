package io.pepper.client;

import io.pepper.client.transport.Json;
import io.pepper.client.transport.JsonText;
import io.pepper.client.transport.StoredText;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file of what was known of applications when the process last ran: JSON that is replaced as a
 * whole. One that is broken, too large or of another environment counts as none.
 */
final class SnapshotFile {
  private static final System.Logger LOG = System.getLogger(SnapshotFile.class.getName());
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private final StoredText text;
  private final String environment;

  SnapshotFile(Path path, String environment) {
    this.text = new StoredText(path, MAX_BYTES);
    this.environment = environment;
  }

  Map<String, Instances> load() {
    try {
      Optional<String> stored = text.load();
      return stored.isEmpty() ? Map.of() : read(Json.read(stored.get()));
    } catch (IOException | RuntimeException e) {
      // Edge: a damaged file fails in any way, and must not keep the client from starting.
      LOG.log(
          Level.WARNING,
          () ->
              "the snapshot %s of discovery is not used: %s"
                  .formatted(text.path(), e.getMessage()));
      return Map.of();
    }
  }

  /**
   * @throws IOException if it cannot be written, or would be too large; the old one stays
   */
  void save(Map<String, Instances> applications) throws IOException {
    text.save(JsonText.of(write(applications)));
  }

  private Map<String, Object> write(Map<String, Instances> applications) {
    Map<String, Object> apps = new LinkedHashMap<>();
    applications.forEach((app, instances) -> {
      Map<String, List<Object>> zones = new TreeMap<>();
      for (Instance instance : instances.list()) {
        zones
            .computeIfAbsent(instance.zone(), zone -> new ArrayList<>())
            .add(InstanceJson.write(instance));
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("confirmed", instances.confirmed().toEpochMilli());
      fields.put("instances", zones);
      fields.put("scheduler", AppReply.scheduler(instances.zoneWeights()));
      // Not kept: servers may count differently when this is read.
      fields.put("latest_timestamp", 1);
      apps.put(app, fields);
    });
    return Map.of("env", environment, "apps", apps);
  }

  private Map<String, Instances> read(Object json) {
    if (!(json instanceof Map<?, ?> fields) || !(fields.get("apps") instanceof Map<?, ?> apps)) {
      throw new IllegalArgumentException("it has no apps");
    }
    if (!environment.equals(fields.get("env"))) {
      throw new IllegalArgumentException("it is of another environment, " + fields.get("env"));
    }
    Map<String, Instances> applications = new LinkedHashMap<>();
    apps.forEach((app, value) -> {
      AppReply reply = AppReply.read(app.toString(), value);
      Instant confirmed =
          Instant.ofEpochMilli(InstanceJson.number(((Map<?, ?>) value).get("confirmed")));
      applications.put(
          app.toString(),
          new Instances(
              reply.instances(), reply.zoneWeights(), Instances.Source.SNAPSHOT, confirmed));
    });
    return applications;
  }
}
