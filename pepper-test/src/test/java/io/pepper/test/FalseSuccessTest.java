package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.PhpFpm;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A consumer that says {@code Code: 200} before it works, on a php-fpm with an untouched php.ini:
 * only what it executed counts as done.
 */
@ExtendWith(SharedPepper.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FalseSuccessTest {
  private static final String ONCE = "\"retry\":{\"attempts\":1}";
  private static final String THRICE =
      "\"retry\":{\"attempts\":3,\"backoff\":\"fixed\",\"initial\":\"PT0.1S\",\"max\":\"PT0.1S\"}";

  private final Pepper pepper;
  private final PhpFpm fpm = PhpFpm.withChildren(2).start();

  FalseSuccessTest(Pepper pepper) {
    this.pepper = pepper;
    fpm.script("topics.txt", "early/one\nearly/four\nearly/named\nearly/refused\ndeploy/all");
  }

  @AfterAll
  void end() {
    fpm.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          throws                   | Status 500 Internal Server Error: PHP Fatal error: Uncaught
          uses up its memory       | PHP Fatal error: Allowed memory size of 134217728 bytes
          uses up its time         | PHP Fatal error: Maximum execution time of 1 second
          throws after much output | PHP Fatal error: Uncaught RuntimeException: not today
          throws and shows it      | PHP Fatal error: Uncaught RuntimeException: not today
          throws in the end        | PHP Fatal error: Uncaught RuntimeException: not today
          throws after long logs   | stderr: PHP Fatal error:  Uncaught RuntimeException: not today
          is not available         | Status 503 Service Unavailable
          says two things          | the consumer answered Code 500
          logs what looks fatal    |
          works                    |
          """)
  void onlyWhatEndedWellIsDone(String payload, String error) {
    define("early", "one", "\"workers\":1," + ONCE);
    pepper.rest().delete("/api/v1/queues/early/topics/one/dead").expect2xx();
    JsonObject before = pepper.counts("early", "one");

    push("early", payload);

    await().atMost(limit()).until(() -> ended("early", "one") > ended(before));
    int failed = error == null ? 0 : 1;
    JsonObject after = pepper.counts("early", "one");
    assertThat(after.getInt("failed") - before.getInt("failed")).isEqualTo(failed);
    assertThat(after.getInt("succeeded") - before.getInt("succeeded")).isEqualTo(1 - failed);
    if (failed == 1) {
      assertThat(dead("early", "one").getFirst().getString("lastError")).contains(error);
    }
  }

  @Test
  void aScriptThatPhpFpmStopsHasFailed() {
    try (PhpFpm strict = PhpFpm.withChildren(1).with("request_terminate_timeout", "1s").start()) {
      strict.script("topics.txt", "stopped/all");
      Path script = strict.script("early.php", Resource.text("/php/early.php"));
      define("stopped", "all", strict.address(), script.toString(), ONCE);

      push("stopped", "is stopped by php-fpm");

      await().atMost(limit()).until(() -> pepper.counts("stopped", "all").getInt("dead") == 1);
      assertThat(dead("stopped", "all").getFirst().getString("lastError"))
          .contains("closed the connection before an answer");
    }
  }

  @Test
  void oneJobOfABatchThatThrowsTakesNoOtherWithIt() throws IOException {
    define("early", "four", "\"workers\":1,\"batch\":4,\"paused\":true," + THRICE);
    push("early", "a", "throws", "b", "c");
    pepper.rest().post("/api/v1/queues/early/topics/four/resume", "").expect2xx();

    await().atMost(limit()).until(() -> ended("early", "four") == 6 + 3);

    assertThat(pepper.counts("early", "four").getInt("succeeded")).isEqualTo(3);
    assertThat(dead("early", "four"))
        .extracting(job -> job.getString("payload"))
        .containsExactly("throws");
    assertThat(executed("early/four")).contains("a", "b", "c").doesNotContain("throws");
  }

  @Test
  void aConsumerNamesTheJobsOfABatchThatFailed() throws IOException {
    define("early", "named", "\"workers\":1,\"batch\":4,\"paused\":true," + THRICE);
    push("early", "a", "is one of the failed", "b", "c");
    pepper.rest().post("/api/v1/queues/early/topics/named/resume", "").expect2xx();

    await().atMost(limit()).until(() -> ended("early", "named") == 3 + 3);

    assertThat(executed("early/named")).containsExactlyInAnyOrder("a", "b", "c");
    JsonObject named = dead("early", "named").getFirst();
    assertThat(named.getString("payload")).isEqualTo("is one of the failed");
    assertThat(named.getString("lastError"))
        .isEqualTo("the consumer named the job in Failed-Jobs: no such address");
  }

  @Test
  void aJobThatIsRefusedForGoodHoldsNothingUpAndSaysWhy() throws IOException {
    define("early", "refused", "\"workers\":1," + THRICE);

    push("early", "is not for me", "a", "b", "c");

    await().atMost(limit()).until(() -> pepper.counts("early", "refused").getInt("dead") == 1);
    await().atMost(limit()).until(() -> executed("early/refused").size() == 3);
    JsonObject refused = dead("early", "refused").getFirst();
    assertThat(refused.getInt("attempts")).isEqualTo(3);
    assertThat(refused.getString("lastError")).contains("Code 404", "body: not for me");
  }

  @Test
  void aScriptThatIsMissingForAMomentCostsNoAttempt() throws IOException {
    Path away = fpm.script("away.php", Resource.text("/php/early.php"));
    String script = away.resolveSibling("deployed.php").toString();
    define("deploy", "all", fpm.address(), script, "\"workers\":2," + ONCE);
    push("deploy", "one");
    await()
        .atMost(limit())
        .until(() -> topic("deploy").toString().contains("has no script " + script));

    JsonObject ping =
        pepper.rest().post("/api/v1/queues/deploy/topics/all/ping", "{}").expect2xx().json();
    assertThat(ping.getBoolean("succeeded")).isFalse();
    Files.move(away, Path.of(script));

    await().atMost(limit()).until(() -> pepper.counts("deploy", "all").getInt("succeeded") == 1);
    Files.delete(Path.of(script));
    push("deploy", "two", "three", "four");
    // What opcache and the cache of paths still hold is executed, which is as good.
    fpm.reload();
    assertThat(pepper.counts("deploy", "all").getInt("failed")).isZero();
    fpm.script("deployed.php", Resource.text("/php/early.php"));

    await().atMost(limit()).until(() -> pepper.counts("deploy", "all").getInt("succeeded") == 4);
    assertThat(pepper.counts("deploy", "all").getInt("failed")).isZero();
    assertThat(executed("deploy/all")).containsExactlyInAnyOrder("one", "two", "three", "four");
  }

  private JsonObject topic(String queue) {
    return pepper
        .rest()
        .post("/api/v1/queues/" + queue + "/topics/all/ping", "{}")
        .expect2xx()
        .json();
  }

  private void define(String queue, String topic, String settings) {
    Path script = fpm.script("early.php", Resource.text("/php/early.php"));
    define(queue, topic, fpm.address(), script.toString(), settings);
  }

  private void define(String queue, String topic, String address, String script, String settings) {
    pepper.define(
        queue,
        """
        {"password":"p","topics":{"%s":{
          "delivery":{"type":"fastcgi","address":"%s","script":"%s"},%s}}}\
        """
            .formatted(topic, address, script, settings));
  }

  private void push(String queue, String... payloads) {
    pepper
        .rest()
        .post(
            "/api/v1/queues/" + queue + "/jobs",
            "{\"payloads\":[\"" + String.join("\",\"", payloads) + "\"]}")
        .expect2xx();
  }

  private List<JsonObject> dead(String queue, String topic) {
    return pepper
        .rest()
        .get("/api/v1/queues/" + queue + "/topics/" + topic + "/jobs?state=dead")
        .expect2xx()
        .json()
        .getJsonArray("jobs")
        .getValuesAs(JsonObject.class);
  }

  /** The payloads, repeats included. */
  private List<String> executed(String topic) throws IOException {
    Path log = fpm.folder().resolve("www/jobs.log");
    return !Files.exists(log)
        ? List.of()
        : Files.readAllLines(log).stream()
            .map(line -> line.split(" "))
            .filter(part -> part.length == 4 && part[0].equals(topic))
            .map(part -> new String(java.util.Base64.getDecoder().decode(part[2]), UTF_8))
            .toList();
  }

  private int ended(String queue, String topic) {
    return ended(pepper.counts(queue, topic));
  }

  private static int ended(JsonObject counts) {
    return counts.getInt("succeeded") + counts.getInt("failed");
  }

  private static Duration limit() {
    return Duration.ofSeconds(60);
  }
}
