package io.pepper.config;

import static io.pepper.config.ConfigNode.MAIN;
import static io.pepper.config.ConfigNode.SHOP;
import static io.pepper.config.ConfigNode.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.database.Database;
import io.pepper.fixtures.EtcdServer;
import io.pepper.fixtures.MariaDbServer;
import io.pepper.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The history beside a real etcd that is compacted, and nodes that are killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EtcdConfigHistoryTest {
  @TempDir static Path data;
  private final EtcdServer etcd = new EtcdServer();
  private final MariaDbServer server = new MariaDbServer();
  private Map<String, String> settings;
  private Database database;

  @BeforeAll
  void start() {
    etcd.start();
    server.start();
    settings =
        Map.of(
            "pepper.coordination", etcd.setting(),
            "pepper.database", server.url(),
            "pepper.database.user", server.user(),
            "pepper.database.password", server.password(),
            "pepper.data", data.toString());
    database = Database.open(Settings.of(settings));
  }

  @AfterAll
  void stop() {
    database.close();
    server.close();
    etcd.close();
  }

  @BeforeEach
  void empty() throws Exception {
    etcdctl("del", "/pepper/config/", "--prefix");
    database.sql(connection -> {
      try (var statement = connection.createStatement()) {
        statement.executeUpdate("DELETE FROM pepper_config_file");
        return statement.executeUpdate("DELETE FROM pepper_config_revision");
      }
    });
  }

  private String etcdctl(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("etcdctl", "--endpoints=" + etcd.url()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ETCDCTL_API", "3");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private Coordination coordination() {
    return Coordinations.open(Settings.of(settings));
  }

  private static void recorded(ConfigNode node) {
    await().atMost(Duration.ofSeconds(60)).until(() -> node.unrecorded.all().isEmpty());
  }

  @Test
  void neitherHistoryNorPresentDependsOnWhatEtcdKeepsOfThePast() throws Exception {
    try (Coordination first = coordination();
        ConfigNode node = new ConfigNode(first, database, settings)) {
      node.archiving();
      for (int i = 1; i <= 5; i++) {
        node.publish(MAIN, key("a", "value " + i));
      }
      recorded(node);
      node.archiver.close();
      node.publish(MAIN, key("a", "value 6"));
      etcdctl("compact", Long.toString(first.list("").revision()), "--physical");
    }
    etcd.stop();
    etcd.start();

    try (Coordination second = coordination();
        ConfigNode node = new ConfigNode(second, database, settings)) {
      assertThat(node.value(MAIN, "a")).contains("value 6");
      for (int i = 1; i <= 6; i++) {
        assertThat(node.history.content(SHOP, MAIN, i).toString()).contains("value=value " + i);
      }
      node.archiving();
      recorded(node);
      assertThat(node.history.restore(SHOP, MAIN, 2, "bob", "").version()).isEqualTo(7);
      assertThat(node.value(MAIN, "a")).contains("value 2");
    }
  }

  @Test
  void everyVersionIsRecordedOnceThoughNodesAreKilled() throws Exception {
    long printed = 0;
    for (int kill = 1; kill <= 3; kill++) {
      printed = publishUntilKilled(printed + 5 + 7 * kill);
    }
    try (Coordination coordination = coordination();
        ConfigNode node = new ConfigNode(coordination, database, settings)) {
      node.archiving();
      recorded(node);
      long last = node.files.get(SHOP).version();
      assertThat(last).isGreaterThanOrEqualTo(printed);
      assertThat(node.history.revisions(SHOP, Long.MAX_VALUE, 1000).reversed())
          .extracting(DomainRevision::revision)
          .extracting(revision -> revision.version())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
      for (long version = 1; version <= last; version++) {
        assertThat(
                node.history
                    .content(SHOP, MAIN, version)
                    .orElseThrow()
                    .find(SectionName.DEFAULT, new KeyName("version"))
                    .orElseThrow()
                    .value())
            .isEqualTo(Long.toString(version));
      }
    }
  }

  /** Returns the last version that a node made before it was killed, or a few less. */
  private long publishUntilKilled(long version) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PublishingProcess.class.getName()));
    settings.forEach((name, value) -> command.add(name + "=" + value));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader output = process.inputReader()) {
      long last = 0;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last = Long.parseLong(line);
        if (last >= version) {
          return last;
        }
      }
      throw new AssertionError("the node ended at version " + last);
    } finally {
      process.destroyForcibly();
    }
  }
}
