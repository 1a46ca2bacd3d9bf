package io.pepper.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file of what was known of applications when the process last ran: JSON that is replaced as a
 * whole. One that is broken, too large or of another environment counts as none.
 */
final class SnapshotFile {
  private static final System.Logger LOG = System.getLogger(SnapshotFile.class.getName());
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private final Path path;
  private final String environment;

  SnapshotFile(Path path, String environment) {
    this.path = path.toAbsolutePath();
    this.environment = environment;
  }

  Map<String, Instances> load() {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new IOException("it has more than %d bytes".formatted(MAX_BYTES));
      }
      return read(Json.read(Files.readString(path)));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | RuntimeException e) {
      // Edge: a damaged file fails in any way, and must not keep the client from starting.
      LOG.log(
          Level.WARNING,
          () -> "the snapshot %s of discovery is not used: %s".formatted(path, e.getMessage()));
      return Map.of();
    }
  }

  /**
   * @throws IOException if it cannot be written, or would be too large; the old one stays
   */
  void save(Map<String, Instances> applications) throws IOException {
    byte[] bytes = JsonText.of(write(applications)).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it would have more than %d bytes".formatted(MAX_BYTES));
    }
    Files.createDirectories(path.getParent());
    Path unfinished = Files.createTempFile(path.getParent(), path.getFileName().toString(), ".new");
    try {
      Files.write(unfinished, bytes);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
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
