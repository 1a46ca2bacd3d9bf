package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.PhpFpm;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** PHP drops a form over {@code post_max_size} and runs the script without it. */
@ExtendWith(SharedPepper.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormLimitTest {
  private static final String REFUSAL = "more than the 7,864,320 of its maxFormBytes";

  private final Pepper pepper;
  private final PhpFpm fpm = PhpFpm.withChildren(2).start();
  private final Path script;

  FormLimitTest(Pepper pepper) {
    this.pepper = pepper;
    fpm.script("topics.txt", "forms/all\nfitting/all\nlowered/all\nlower/all");
    script = fpm.script("early.php", Resource.text("/php/early.php"));
  }

  @AfterAll
  void end() {
    fpm.close();
  }

  @Test
  void aJobThatFitsIntoNoFormIsRefusedByEveryWayIn() throws IOException {
    define("forms", "");
    byte[] nuls = new byte[1 << 20];
    byte[] due = Long.toString(System.currentTimeMillis()).getBytes(UTF_8);
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.login("forms", "p");

      assertThat(call(client, bytes("LPUSH"), bytes("forms"), nuls))
          .startsWith("-TOOLARGE as a form for topic forms/all the job has 8,38")
          .contains(REFUSAL, "pepper.delivery.max-form-bytes", "post_max_size");
      assertThat(call(client, bytes("LPUSH"), bytes("forms"), bytes("small"), nuls))
          .startsWith("-TOOLARGE");
      assertThat(call(client, bytes("LPUSH"), bytes("forms/x"), nuls))
          .contains("\"jobs\":null", REFUSAL);
      assertThat(call(client, bytes("ZADD"), bytes("forms"), due, nuls)).startsWith("-TOOLARGE");
      assertThat(call(client, bytes("XADD"), bytes("forms"), bytes("*"), bytes("payload"), nuls))
          .startsWith("-TOOLARGE");
    }
    RestAnswer rest =
        pepper
            .rest()
            .post(
                "/api/v1/queues/forms/jobs",
                "{\"payloads\":[\"" + "\\u0000".repeat(1 << 20) + "\"]}");
    assertThat(rest.status()).isEqualTo(413);
    assertThat(rest.body()).contains(REFUSAL, "\"field\":\"payloads\"");
    assertThat(cronPush()).contains(REFUSAL);
    JsonObject counts = pepper.counts("forms", "all");
    assertThat(counts.getInt("ready") + counts.getInt("succeeded") + counts.getInt("dead"))
        .isZero();
  }

  @Test
  void aBatchOfMoreThanOneFormIsDeliveredInSeveral() throws IOException {
    define("fitting", "\"batch\":100,\"paused\":true,\"workers\":1,");
    String json = "{\"k\":" + "\"v\",".repeat(16_200) + "1}";
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.login("fitting", "p");
      for (int i = 0; i < 100; i++) {
        assertThat(client.call("LPUSH", "fitting", i + " " + json)).startsWith(":");
      }
    }
    pepper.rest().post("/api/v1/queues/fitting/topics/all/resume", "").expect2xx();

    await().atMost(limit()).until(() -> pepper.counts("fitting", "all").getInt("succeeded") == 100);

    assertThat(executed("fitting/all")).isEqualTo(100);
    assertThat(pepper.counts("fitting", "all").getInt("failed")).isZero();
  }

  @Test
  void aStoredJobOverALimitThatWasLoweredIsDeadAndSaysWhy() {
    define("lowered", "\"paused\":true,");
    pepper
        .rest()
        .post(
            "/api/v1/queues/lowered/jobs",
            "{\"payloads\":[\"" + "x".repeat(100_000) + "\",\"small\"]}")
        .expect2xx();

    define("lowered", "\"paused\":false,\"maxFormBytes\":65536,");

    await().atMost(limit()).until(() -> pepper.counts("lowered", "all").getInt("dead") == 1);
    await().atMost(limit()).until(() -> pepper.counts("lowered", "all").getInt("succeeded") == 1);
    assertThat(lastError("lowered")).contains("more than the 65,536 of its maxFormBytes");
    assertThat(pepper.rest().get("/api/v1/queues/lowered").json().toString())
        .contains("\"maxFormBytes\":65536");
  }

  @Test
  void aFormThatPhpRefusesIsAFailureThatNamesItsLimit() {
    try (PhpFpm strict =
        PhpFpm.withChildren(1).with("php_admin_value[post_max_size]", "64K").start()) {
      strict.script("topics.txt", "lower/all");
      Path early = strict.script("early.php", Resource.text("/php/early.php"));
      define("lower", strict.address(), early, "");
      pepper
          .rest()
          .post("/api/v1/queues/lower/jobs", "{\"payloads\":[\"" + "x".repeat(100_000) + "\"]}")
          .expect2xx();

      await().atMost(limit()).until(() -> pepper.counts("lower", "all").getInt("dead") == 1);

      assertThat(pepper.counts("lower", "all").getInt("succeeded")).isZero();
      assertThat(lastError("lower"))
          .contains("PHP refused the form", "exceeds the limit of 65536 bytes", "post_max_size");
    }
  }

  private String cronPush() {
    String payload = "\\u0000".repeat(1 << 20);
    String job =
        """
        {"schedule":"@manually","run":{"type":"push","queue":"forms","payload":"%s"}}\
        """
            .formatted(payload);
    RestAnswer put = pepper.rest().put("/api/v1/cron/jobs/form-limit", job);
    if (put.status() / 100 != 2) {
      return put.body() + REFUSAL;
    }
    JsonObject ran = pepper.rest().post("/api/v1/cron/jobs/form-limit/test", "").expect2xx().json();
    pepper.rest().delete("/api/v1/cron/jobs/form-limit?history=true").expect2xx();
    assertThat(ran.getBoolean("succeeded")).isFalse();
    return ran.toString();
  }

  private static String call(RespSocket client, byte[]... words) throws IOException {
    client.sendBytes(RespSocket.encoded(words));
    return client.reply();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private void define(String queue, String settings) {
    define(queue, fpm.address(), script, settings);
  }

  private void define(String queue, String address, Path consumer, String settings) {
    pepper.define(
        queue,
        """
        {"password":"p","topics":{"all":{%s"retry":{"attempts":1},
          "delivery":{"type":"fastcgi","address":"%s","script":"%s"}}}}\
        """
            .formatted(settings, address, consumer));
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

  private long executed(String topic) throws IOException {
    try (var lines = java.nio.file.Files.lines(script.resolveSibling("jobs.log"))) {
      return lines.filter(line -> line.startsWith(topic + " ")).distinct().count();
    }
  }

  private static Duration limit() {
    return Duration.ofSeconds(60);
  }
}
