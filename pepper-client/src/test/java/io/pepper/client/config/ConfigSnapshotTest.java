package io.pepper.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program knows that starts while no server answers. */
class ConfigSnapshotTest {
  private static final String PASSWORD =
      "\"pin\":{\"type\":\"string\",\"value\":\"p\\\"ä\",\"secret\":true}";

  @TempDir Path folder;

  private ConfigClientBuilder builder(String url) {
    return ConfigClientTest.builder(url).snapshot(folder.resolve("deep/er"));
  }

  private Path kept() throws IOException {
    try (var all = Files.list(folder.resolve("deep/er"))) {
      return all.toList().getFirst();
    }
  }

  private void run(long revision, String keys) throws InterruptedException {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(revision, keys);
        ConfigClient client = builder(server.url()).start()) {
      client.file("cart.conf").await(ConfigClientTest.LIMIT);
    }
  }

  @Test
  void theLastRunsValuesAreUsedUntilAServerAnswers() throws Exception {
    run(3, ConfigClientTest.TEN + "," + PASSWORD);
    try (ScriptedConfigServer server = new ScriptedConfigServer().answers(503, "");
        ConfigClient client = builder(server.url()).start()) {
      ConfigFile cart = client.file("cart.conf");
      List<ConfigChange> heard = new CopyOnWriteArrayList<>();

      ConfigValues old = cart.await(ConfigClientTest.LIMIT);
      cart.onChange(heard::add);

      assertThat(old.revision()).isEqualTo(3);
      assertThat(old.getInt("timeout")).isEqualTo(10);
      assertThat(old.getString("pin")).isEqualTo("p\"ä");
      assertThat(cart.status().source()).isEqualTo(ConfigStatus.Source.SNAPSHOT);
      assertThat(cart.status().staleSince().orElseThrow())
          .isBetween(Instant.now().minusSeconds(60), Instant.now());
      server.publish(4, ConfigClientTest.TWENTY + "," + PASSWORD);
      await().until(() -> heard.size() == 1);
      assertThat(heard.getFirst().changed()).containsExactly("timeout");
      assertThat(cart.status().source()).isEqualTo(ConfigStatus.Source.SERVER);
      assertThat(cart.status().staleSince()).isEmpty();
    }
  }

  @Test
  void onlyTheOwnerMayReadIt() throws Exception {
    run(3, PASSWORD);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("deep/er"))))
        .isEqualTo("rwx------");
    try (var all = Files.list(folder.resolve("deep/er"))) {
      assertThat(all).hasSize(1);
    }
  }

  @Test
  void aServerThatHangsIsNotWaitedForLongerThanTheCallerWants() throws Exception {
    run(3, ConfigClientTest.TEN);
    try (ScriptedConfigServer hanging = new ScriptedConfigServer();
        ConfigClient client = builder(hanging.url()).start()) {
      ConfigFile cart = client.file("cart.conf");

      assertThat(cart.await(Duration.ofMillis(200)).getInt("timeout")).isEqualTo(10);
      assertThat(cart.status().source()).isEqualTo(ConfigStatus.Source.SNAPSHOT);
    }
  }

  @Test
  void whatCannotBeReadOrIsOfAnotherNodeIsNone() throws Exception {
    run(3, ConfigClientTest.TEN);
    String good = Files.readString(kept());
    for (String text :
        List.of(
            "",
            "{",
            "{\"confirmed\":1}",
            good.replace("conf\\u000an1", "conf\\u000an2"),
            good.substring(0, good.length() / 2))) {
      assertThat(text).isNotEqualTo(good);
      Files.writeString(kept(), text);
      try (ConfigClient client = builder("http://127.0.0.1:1").start()) {
        ConfigFile cart = client.file("cart.conf");
        assertThatThrownBy(() -> cart.await(Duration.ofMillis(50)))
            .isInstanceOf(ConfigUnavailableException.class);
      }
    }
    Files.writeString(kept(), good);
    try (ConfigClient other = builder("http://127.0.0.1:1").node("n2").start()) {
      ConfigFile cart = other.file("cart.conf");
      assertThatThrownBy(() -> cart.await(Duration.ofMillis(50)))
          .isInstanceOf(ConfigUnavailableException.class);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenKeepsNothingFromWorking() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, ConfigClientTest.TEN);
        ConfigClient client =
            ConfigClientTest.builder(server.url()).snapshot(file.resolve("in")).start()) {
      ConfigFile cart = client.file("cart.conf");
      cart.await(ConfigClientTest.LIMIT);
      server.publish(4, ConfigClientTest.TWENTY);
      await().until(() -> cart.values().getInt("timeout") == 20);
    }
  }
}
