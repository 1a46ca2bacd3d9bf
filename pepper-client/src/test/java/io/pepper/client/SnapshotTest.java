package io.pepper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process knows that starts while no server answers. */
class SnapshotTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void theLastRunsListIsUsedWhileNoServerAnswers() throws IOException {
    Path file = folder.resolve("deep/snapshot.json");
    try (ScriptedServer server = new ScriptedServer();
        ServerDiscovery discovery = RegistrationTest.builder(server.url()).snapshot(file).start()) {
      Script.answerOnce(server, 0, Script.apps("shop.stock", 5, "a", "b"));
      discovery.watch("shop.stock").await(LIMIT);
    }
    Instant written = Files.getLastModifiedTime(file).toInstant();
    try (ScriptedServer late = new ScriptedServer().on("polls", "{\"code\":-500}");
        ServerDiscovery discovery = RegistrationTest.builder(late.url()).snapshot(file).start()) {
      Application stock = discovery.watch("shop.stock");
      Instances old = stock.await(LIMIT);
      assertThat(old.source()).isEqualTo(Instances.Source.SNAPSHOT);
      assertThat(old.list()).extracting(Instance::hostname).containsExactly("a", "b");
      assertThat(old.list().getFirst().address("grpc")).contains("10.0.0.1:90");
      assertThat(old.zoneWeights().get("one")).containsEntry("two", 3);
      assertThat(old.confirmed()).isBetween(written.minusSeconds(60), written.plusSeconds(1));
      assertThat(stock.age()).isPositive();
      late.on("polls", Script.apps("shop.stock", 2, "c"));
      await().until(() -> stock.instances().list().getFirst().hostname().equals("c"));
      assertThat(stock.instances().source()).isEqualTo(Instances.Source.REGISTRY);
    }
    assertThat(folder.resolve("deep")).isDirectoryContaining(path -> path.equals(file));
    assertThat(Files.list(folder.resolve("deep"))).hasSize(1);
  }

  @Test
  void aSnapshotThatCannotBeReadIsNone() throws IOException {
    Path file = folder.resolve("snapshot.json");
    for (String text :
        List.of("", "{", "{\"env\":\"other\",\"apps\":{}}", "{\"apps\":{\"a\":1}}")) {
      Files.writeString(file, text);
      assertThat(new SnapshotFile(file, "test").load()).isEmpty();
    }
    try (ServerDiscovery discovery =
        RegistrationTest.builder("http://127.0.0.1:1").snapshot(file).start()) {
      Instances nothing = discovery.watch("shop.stock").await(Duration.ofMillis(50));
      assertThat(nothing.source()).isEqualTo(Instances.Source.NOBODY);
    }
  }
}
