package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What comes of each thing a PHP handler may do (docs/protocol.md, What an answer means), with a
 * php-fpm whose messages go into FastCGI's standard error.
 */
@ExtendWith(SharedPepper.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsumerOutcomesTest {
  private final Pepper pepper;
  private final PhpConsumer php = PhpConsumer.running("outcomes.php", 2);

  ConsumerOutcomesTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @AfterAll
  void end() {
    php.close();
  }

  @BeforeEach
  void define() {
    define("outcomes", php.delivery());
    pepper.rest().delete("/api/v1/queues/outcomes/topics/all/dead").expect2xx();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          returns text                |
          reads an undefined variable |
          logs an error               |
          returns null                |
          prints and returns          |
          throws                      | not today
          calls an undefined function | nobody_wrote_this
          returns an array            | no header Code
          exits                       | no header Code
          """)
  void decidesAsACorrectBusDoes(String payload, String error) {
    JsonObject before = pepper.counts("outcomes", "all");
    push("outcomes", payload);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> attempts(pepper.counts("outcomes", "all")) > attempts(before));
    JsonObject after = pepper.counts("outcomes", "all");
    int failed = error == null ? 0 : 1;
    assertThat(after.getInt("failed") - before.getInt("failed")).isEqualTo(failed);
    assertThat(after.getInt("succeeded") - before.getInt("succeeded")).isEqualTo(1 - failed);
    if (failed == 1) {
      assertThat(lastError("outcomes")).contains(error);
    }
  }

  @Test
  void aMissingScriptIsNoAttemptAndSaysWhatIsMissing() {
    define("missing", php.delivery("/nowhere/consume.php"));
    push("missing", "waits");
    JsonObject answer =
        pepper.rest().post("/api/v1/queues/missing/topics/all/ping", "{}").expect2xx().json();
    assertThat(answer.toString()).contains("File not found");
    assertThat(pepper.counts("missing", "all").getInt("ready")).isEqualTo(1);
    pepper.rest().delete("/api/v1/queues/missing").expect2xx();
  }

  private void define(String queue, String delivery) {
    pepper.define(
        queue,
        """
        {"password":"p","topics":{"all":{"delivery":%s,"retry":{"attempts":1}}}}\
        """
            .formatted(delivery));
  }

  private void push(String queue, String payload) {
    pepper
        .rest()
        .post("/api/v1/queues/" + queue + "/jobs", "{\"payloads\":[\"" + payload + "\"]}")
        .expect2xx();
  }

  private String lastError(String queue) {
    return pepper
        .rest()
        .get("/api/v1/queues/" + queue + "/topics/all/jobs?state=dead")
        .expect2xx()
        .json()
        .getJsonArray("jobs")
        .getJsonObject(0)
        .getString("lastError");
  }

  private static int attempts(JsonObject counts) {
    return counts.getInt("succeeded") + counts.getInt("failed");
  }
}
