package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.PhpFpm;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A php-fpm with fewer children than a topic has workers: Debian's own pool and Pepper's own
 * defaults, so that what waits longest waits longer than the time limit.
 */
@ExtendWith(SharedPepper.class)
class FewChildrenTest {
  /** Enough work for what people see of it to be looked at meanwhile. */
  private static final int JOBS = 40;

  private final Pepper pepper;
  private final PhpFpm fpm =
      PhpFpm.withChildren(5)
          .with("pm", "dynamic")
          .with("pm.start_servers", "2")
          .with("pm.min_spare_servers", "1")
          .with("pm.max_spare_servers", "3");

  FewChildrenTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @AfterEach
  void stop() {
    fpm.close();
  }

  private void define(String queue, String work, String more) {
    String script =
        """
        <?php
        if ($_POST['type'] === 'ping') { header('Code: 200'); exit('%1$s/all'); }
        foreach (json_decode($_POST['jobs'], true) as $job) {
            file_put_contents(__DIR__ . '/ran', $job['id'] . "\\n", FILE_APPEND | LOCK_EX);
        }
        %2$s
        """
            .formatted(queue, work);
    fpm.start();
    pepper.define(
        queue,
        """
        {"topics":{"all":{"delivery":{"type":"fastcgi","address":"%s","script":"%s"}%s}}}\
        """
            .formatted(fpm.address(), fpm.script("consume.php", script), more));
  }

  private void push(String queue) {
    String payloads =
        IntStream.range(0, JOBS)
            .mapToObj(i -> "\"job " + i + "\"")
            .collect(Collectors.joining(","));
    pepper
        .rest()
        .post("/api/v1/queues/" + queue + "/jobs", "{\"payloads\":[" + payloads + "]}")
        .expect2xx();
  }

  private List<String> ran() throws IOException {
    Path file = fpm.folder().resolve("www/ran");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private JsonObject children(String queue) {
    return pepper
        .rest()
        .get("/api/v1/queues/" + queue + "/topics/all")
        .json()
        .getJsonObject("fastcgi");
  }

  private void awaitAllDoneOnce(String queue) throws IOException {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> pepper.counts(queue, "all").getInt("succeeded") == JOBS);
    assertThat(pepper.counts(queue, "all").getInt("dead")).isZero();
    assertThat(ran()).hasSize(JOBS).doesNotHaveDuplicates();
  }

  @Test
  void noWorkingJobIsDeadAndPeopleSeeHowManyChildrenThereAre() throws IOException {
    define(
        "fewchildren",
        "sleep(1); header('Code: 200');",
        ",\"timeout\":\"PT1.8S\",\"retry\":{\"attempts\":3}");
    try (Chromium browser = new Chromium(pepper)) {
      browser.enter("admin");
      push("fewchildren");
      await()
          .untilAsserted(() -> {
            assertThat(children("fewchildren").getInt("children")).isEqualTo(5);
            assertThat(children("fewchildren").getBoolean("full")).isTrue();
            assertThat(pepper.rest().get("/metrics").expect2xx().body())
                .contains("pepper_topic_fastcgi_children{queue=\"fewchildren\",topic=\"all\"} 5");
          });
      browser.eventually("5 children, 10 workers wanted");
    }
    awaitAllDoneOnce("fewchildren");
  }

  @Test
  void whatAScriptDoesAfterItsAnswerIsNoMatterOfTheNextJob() throws IOException {
    define(
        "longtails",
        "header('Code: 200'); fastcgi_finish_request(); usleep(1200000);",
        ",\"timeout\":\"PT1S\",\"retry\":{\"attempts\":1}");
    push("longtails");

    awaitAllDoneOnce("longtails");
  }
}
