package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Programs written for the original's PHP SDK (docs/compatibility.md, The same): a producer and the
 * example consumer, of which topic1 always succeeds and topic2 always fails.
 */
@ExtendWith(SharedPepper.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginalSdkTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String TOPICS = "/api/v1/queues/sdk/topics/";

  private final Pepper pepper;
  private final PhpConsumer php = PhpConsumer.running("consume.php", 2);

  OriginalSdkTest(@OnRedis Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeAll
  void define() {
    String topic =
        """
        {"delivery":%s,"workers":2,
         "retry":{"attempts":2,"backoff":"fixed","initial":"PT0.1S","max":"PT0.1S"}}\
        """
            .formatted(php.delivery());
    pepper.define(
        "sdk",
        "{\"password\":\"783ab0ce\",\"topics\":{\"topic1\":%s,\"topic2\":%s}}"
            .formatted(topic, topic));
  }

  @AfterAll
  void end() {
    php.close();
  }

  @Test
  void itsProducerPushesAndItsConsumerSucceedsOrFails() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/clients").toAbsolutePath());
    Files.writeString(
        folder.resolve("sdk_producer.php"), Resource.text("/clients/sdk_producer.php"));
    Script producer =
        Script.run(
            folder,
            List.of(
                "php",
                "sdk_producer.php",
                Integer.toString(pepper.respPort()),
                "sdk",
                "783ab0ce",
                "{\"task\":\"mail\"}"));
    assertThat(producer.output())
        .matches(
            "bool\\(true\\)\n\\{\"jobs\":\\[\"\\d+\"\\],\"inTraceId\":\"[\\d-]+\",\"error\":\"\"\\}\n");
    await().atMost(LIMIT).until(() -> pepper.counts("sdk", "topic1").getInt("succeeded") == 1);
    await().atMost(LIMIT).until(() -> pepper.counts("sdk", "topic2").getInt("dead") == 1);
    // Totals are added to the store about once a second.
    await().atMost(LIMIT).until(() -> pepper.counts("sdk", "topic2").getInt("failed") == 2);
  }

  @Test
  void itsConsumerAnswersAPing() {
    JsonObject answer = pepper.rest().post(TOPICS + "topic1/ping", "{}").expect2xx().json();
    assertThat(answer.getString("code")).isEqualTo("200");
    assertThat(answer.getString("body")).isEqualTo("sdk/topic1,sdk/topic2");
  }

  @Test
  void itsConsumersWholeAnswerIsShown() {
    JsonObject answer =
        pepper.rest().post(TOPICS + "topic2/test", "{\"payload\":\"try\"}").expect2xx().json();
    assertThat(answer.getString("code")).isEqualTo("500");
    assertThat(answer.getString("errorCode")).isEqualTo("1000");
    assertThat(answer.getString("body")).isEqualTo("ProcessJob fail flag");
  }
}
