package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The programs in docs/config-clients.md, run as they stand there. */
@ExtendWith(SharedPepper.class)
class ConfigExamplesTest {
  private static final Path PAGE = Path.of("../docs/config-clients.md");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Pepper pepper;
  private final ConfigCalls calls;

  ConfigExamplesTest(Pepper pepper) {
    this.pepper = pepper;
    this.calls = new ConfigCalls(pepper);
  }

  private static String example(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).as("an example in " + language).isTrue();
    return block.group(1);
  }

  private String token(String name) {
    return pepper
        .rest()
        .post("/api/v1/tokens", "{\"name\":\"%s\",\"scope\":\"config\"}".formatted(name))
        .expect2xx()
        .json()
        .getString("token");
  }

  private Process start(List<String> command, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().putAll(variables);
    return builder.start();
  }

  private String printed(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      return "";
    }
  }

  private void publish(String value) {
    assertThat(calls.putIni("domains/shop/files/cart.conf", "timeout int = " + value).statusCode())
        .isIn(200, 201);
  }

  @Test
  void phpWaitsAndAsksAnotherServer() throws Exception {
    NeededTool.check(Files.isExecutable(Path.of("/usr/bin/php")), "php-cli");
    publish("11");
    Path script = Files.writeString(folder.resolve("watch.php"), example("php"));
    String away = "http://127.0.0.1:" + FreePorts.next();
    Process php =
        start(
            List.of("/usr/bin/php", script.toString()),
            Map.of("PEPPER_SERVERS", away + "," + pepper.httpUrl(), "PEPPER_TOKEN", token("php")));
    try {
      await().atMost(LIMIT).until(() -> printed("out").contains("timeout=11\n"));
      publish("12");
      await().atMost(LIMIT).until(() -> printed("out").contains("timeout=12\n"));
      assertThat(printed("err")).isEqualTo(away + " answers with 0\n");
    } finally {
      php.destroyForcibly().waitFor();
    }
  }

  @Test
  void curlWaitsInAShell() throws Exception {
    NeededTool.check(Files.isExecutable(Path.of("/usr/bin/curl")), "curl");
    publish("21");
    Process shell =
        start(
            List.of("sh", "-c", example("sh")),
            Map.of("PEPPER_SERVER", pepper.httpUrl(), "PEPPER_TOKEN", token("curl")));
    try {
      await().atMost(LIMIT).until(() -> printed("cart.json").contains("\"value\":\"21\""));
      publish("22");
      await().atMost(LIMIT).until(() -> printed("cart.json").contains("\"value\":\"22\""));
      assertThat(printed("err")).isEmpty();
      assertThat(printed("out").lines()).hasSize(2);
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().waitFor();
    }
  }
}
