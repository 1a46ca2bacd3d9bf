package io.pepper.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.test.PhpConsumer.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stock clients push with their typed methods, their default handshake and both forms of login;
 * each job arrives at php-fpm in both topics. All do the same list of things, see {@code
 * resources/clients} and {@link JavaClient}.
 */
@ExtendWith(SharedPepper.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockClientsTest {
  private static final String QUEUE = "stock";
  private static final String PASSWORD = "s3cret";

  private final Pepper pepper;
  private final Path folder = Path.of("target/clients").toAbsolutePath();
  private final PhpConsumer php = PhpConsumer.recording(4, "stock/one", "stock/two");

  StockClientsTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeAll
  void prepare() throws IOException {
    pepper.define(
        QUEUE,
        """
        {"password":"%s","topics":{"one":{"delivery":%s,"workers":2},"two":{"delivery":%s,"workers":2}}}\
        """
            .formatted(PASSWORD, php.delivery(), php.delivery()));
    Files.createDirectories(folder);
    for (String name :
        List.of(
            "phpredis.php",
            "redis_py.py",
            "ioredis.js",
            "node_redis.js",
            "redis-cli.sh",
            "package.json",
            "package-lock.json")) {
      Files.writeString(folder.resolve(name), Resource.text("/clients/" + name));
    }
  }

  @AfterAll
  void end() {
    php.close();
  }

  @ParameterizedTest
  @CsvSource({
    "php, phpredis.php, wrong password: RedisException",
    "/usr/bin/python3, redis_py.py, wrong password: AuthenticationError",
    "sh, redis-cli.sh, wrong password: ERR invalid password",
  })
  void pushesFromAnotherLanguage(String interpreter, String script, String refusal) {
    pushesBy(
        script,
        refusal,
        run(interpreter, script, Integer.toString(pepper.respPort()), QUEUE, PASSWORD, script));
  }

  @ParameterizedTest
  @CsvSource({
    "ioredis.js, wrong password: ReplyError",
    "node_redis.js, wrong password: SimpleError"
  })
  void pushesFromNode(String script, String refusal) {
    run("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
    pushesBy(
        script,
        refusal,
        run("node", script, Integer.toString(pepper.respPort()), QUEUE, PASSWORD, script));
  }

  @ParameterizedTest
  @EnumSource(JavaClient.class)
  void pushesFromJava(JavaClient client) {
    pushesBy(client.name(), client.refusal(), client.push(pepper.respPort(), QUEUE, PASSWORD));
  }

  private void pushesBy(String name, String refusal, String output) {
    assertThat(output.lines())
        .as(output)
        .contains("pipeline 50", refusal)
        .anyMatch(line -> line.matches("ping (true|True|PONG)"))
        .anyMatch(line -> line.matches("echo b?'?hello'?"))
        .anyMatch(line -> line.matches("xadd '?\\d+-\\d+'?"))
        .contains("zadd 1")
        .anyMatch(line -> line.startsWith("unknown queue: ") && line.contains("nobody-made-this"))
        .anyMatch(line ->
            line.matches("bulk \\{\"jobs\":\\[\"\\d+\"\\],\"inTraceId\":\".+\",\"error\":\"\"\\}"));
    assertThat(output.lines().filter(line -> line.matches("[lr]push \\d+"))).as(output).hasSize(4);
    await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertArrived(name));
  }

  private void assertArrived(String name) {
    for (String topic : List.of("stock/one", "stock/two")) {
      assertThat(
              php.recorded().stream()
                  .filter(each -> each.topic().equals(topic))
                  .map(Recorded::payload)
                  .map(each -> new String(each, ISO_8859_1))
                  .filter(each -> each.startsWith(name + " ")))
          .as("%s in %s", name, topic)
          .containsExactlyInAnyOrderElementsOf(expected(name));
    }
  }

  /** As bytes read one to one, so that the binary payload is compared exactly. */
  private static List<String> expected(String name) {
    byte[] all = new byte[256];
    IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
    List<String> payloads = new ArrayList<>();
    Stream.of("one part", "lpush", "many 1", "many 2", "rpush", "xadd", "zadd", "bulk")
        .forEach(each -> payloads.add(name + " " + each));
    IntStream.range(0, 50).forEach(i -> payloads.add(name + " pipe " + i));
    payloads.add(name + " binary " + new String(all, ISO_8859_1));
    return payloads;
  }

  private String run(String... command) {
    Script script = Script.run(folder, List.of(command));
    assertThat(script.exitCode()).as(script.output()).isZero();
    return script.output();
  }
}
