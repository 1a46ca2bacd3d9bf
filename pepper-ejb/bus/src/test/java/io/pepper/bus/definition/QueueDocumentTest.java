package io.pepper.bus.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.RetryPolicy;
import io.pepper.job.QueueName;
import io.pepper.job.TopicName;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueDocumentTest {
  private static final QueueName ORDERS = new QueueName("orders");
  private static final String FULL =
      """
      {"password":"s3cret","maxPayloadBytes":1048576,"maxLength":0,
       "topics":{"topic1":{
         "delivery":{"type":"fastcgi","address":"127.0.0.1:9000","script":"/srv/consume.php"},
         "workers":10,"timeout":"PT60S","batch":1,
         "retry":{"attempts":5,"backoff":"exponential","initial":"PT1S","max":"PT10M"},
         "password":"t","storage":"default","tag":"default","paused":false}}}
      """;

  private static final String REQUEST =
      """
      {"topics":{"a":{"delivery":
        {"type":"http","url":"http://localhost/","headers":{"X-Key":"omega"}}}}}
      """;

  @Test
  void readsTheDocumentOfTheContract() {
    QueueDefinition queue = read(FULL);

    TopicDefinition topic = queue.topic(new TopicName("topic1")).orElseThrow();
    assertThat(queue.secret().matches("s3cret")).isTrue();
    assertThat(queue.secret().matches("S3cret")).isFalse();
    assertThat(topic.workers()).isEqualTo(10);
    assertThat(topic.timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(topic.retry()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(topic.delivery()).isInstanceOf(DeliveryMethod.FastCgi.class);
  }

  @Test
  void neverWritesASecretForPeople() {
    assertThat(QueueDocument.write(read(FULL)).toString())
        .doesNotContain("s3cret")
        .doesNotContain("password");
  }

  @Test
  void showsNamesOfHeadersWithoutValuesThatStayWhenWrittenBack() {
    QueueDefinition queue = read(REQUEST);
    JsonObject shown = QueueDocument.write(queue);

    assertThat(shown.toString()).contains("\"X-Key\":\"***\"").doesNotContain("omega");
    assertThat(QueueDocument.writeWithSecrets(queue).toString()).contains("omega");
    assertThat(QueueDocument.read(ORDERS, shown, Optional.of(queue))).isEqualTo(queue);
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> QueueDocument.read(ORDERS, shown, Optional.empty()))
        .satisfies(e -> assertThat(e.field()).isEqualTo("topics.a.delivery.headers.X-Key"));
  }

  @Test
  void threeAsterisksStandForThePasswordThatIsThere() {
    QueueDefinition queue = read(FULL);
    JsonObject masked = json(FULL.replace("s3cret", "***").replace("\"t\",", "\"***\","));

    assertThat(QueueDocument.read(ORDERS, masked, Optional.of(queue))).isEqualTo(queue);
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> QueueDocument.read(ORDERS, masked, Optional.empty()))
        .satisfies(e -> assertThat(e.field()).isEqualTo("password"));
  }

  @Test
  void sendsAKeptHeaderToNoOtherServer() {
    QueueDefinition queue = read(REQUEST);
    JsonObject elsewhere =
        json(REQUEST.replace("omega", "***").replace("//localhost/", "//other.example/"));

    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> QueueDocument.read(ORDERS, elsewhere, Optional.of(queue)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("topics.a.delivery.headers"));
  }

  @Test
  void readsBackWhatItStored() {
    QueueDefinition queue = read(FULL);

    byte[] stored = QueueDocument.writeStored(queue).toString().getBytes(UTF_8);

    assertThat(QueueDocument.readStored(ORDERS, stored)).isEqualTo(queue);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|1|false",
        "{\"batch\":16}|16|false",
        "{\"batch\":{\"max\":32}}|32|true",
        "{\"batch\":{\"max\":1}}|1|true"
      })
  void keepsHowManyJobsADeliveryCarries(String topic, int max, boolean adaptive) {
    JsonObject document = topic(json(topic));
    QueueDefinition queue = QueueDocument.read(ORDERS, document, Optional.empty());
    byte[] stored = QueueDocument.writeStored(queue).toString().getBytes(UTF_8);
    JsonObject shown = QueueDocument.write(queue);

    assertThat(queue.topic(new TopicName("t")).orElseThrow().batch())
        .isEqualTo(new BatchSize(max, adaptive));
    assertThat(QueueDocument.readStored(ORDERS, stored)).isEqualTo(queue);
    assertThat(QueueDocument.read(ORDERS, shown, Optional.empty())).isEqualTo(queue);
    assertThat(shown.getJsonObject("topics").getJsonObject("t").get("batch"))
        .isEqualTo(json(topic).getOrDefault("batch", Json.createValue(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"batch\":0}|batch|whole number from 1 to 1000",
        "{\"batch\":1001}|batch|whole number from 1 to 1000",
        "{\"batch\":\"32\"}|batch|an adaptive batch is an object such as {\"max\":32}",
        "{\"batch\":{}}|batch.max|is needed",
        "{\"batch\":{\"max\":0}}|batch.max|whole number from 1 to 1000",
        "{\"batch\":{\"max\":2.5}}|batch.max|whole number from 1 to 1000",
        "{\"batch\":{\"max\":32,\"min\":2}}|batch.min|is not known here; known are max"
      })
  void refusesABatchThatItCannotUseAndSaysWhatItCan(String topic, String field, String problem) {
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> QueueDocument.read(ORDERS, topic(json(topic)), Optional.empty()))
        .satisfies(refused -> assertThat(refused.field()).isEqualTo("topics.t." + field))
        .satisfies(refused -> assertThat(refused.problem()).contains(problem));
  }

  private static JsonObject topic(JsonObject fields) {
    JsonObject topic =
        Json.createObjectBuilder(fields)
            .add("delivery", Json.createObjectBuilder().add("type", "pull"))
            .build();
    return Json.createObjectBuilder()
        .add("topics", Json.createObjectBuilder().add("t", topic))
        .build();
  }

  @Test
  void keepsPasswordAndPauseThatAnUpdateLeavesOut() {
    QueueDefinition first = read(FULL.replace("\"paused\":false", "\"paused\":true"));
    JsonObject update =
        json("{\"topics\":{\"topic1\":{\"delivery\":{\"type\":\"pull\"},\"workers\":2}}}");

    QueueDefinition second = QueueDocument.read(ORDERS, update, Optional.of(first));

    TopicDefinition topic = second.topic(new TopicName("topic1")).orElseThrow();
    assertThat(second.secret()).isEqualTo(first.secret());
    assertThat(topic.secret().matches("t")).isTrue();
    assertThat(topic.paused()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"colour\":1} | colour",
        "{\"maxLength\":-1} | maxLength",
        "{\"maxLength\":\"many\"} | maxLength",
        "{\"maxPayloadBytes\":1.5} | maxPayloadBytes",
        "{\"passwordHash\":\"sha256:00:00\"} | passwordHash",
        "{\"topics\":{\"a b\":{\"delivery\":{\"type\":\"pull\"}}}} | topics.a b",
        "{\"topics\":{\"t\":{}}} | topics.t.delivery",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"fax\"}}}} | topics.t.delivery.type",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"fastcgi\",\"address\":\"nowhere\",\"script\":\"/x\"}}}} | topics.t.delivery.address",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"fastcgi\",\"address\":\"h:1\",\"script\":\"x\"}}}} | topics.t.delivery.script",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"http\",\"url\":\"http://u:p@h/\"}}}} | topics.t.delivery",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"http\",\"url\":\"http://h/\",\"headers\":{\"A b\":\"c\"}}}}} | topics.t.delivery",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"http\",\"url\":\"http://h/\",\"headers\":{\"A\":\"b\\nc\"}}}}} | topics.t.delivery",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"http\",\"url\":\"http://h/\",\"headers\":{\"Content-Length\":\"1\"}}}}} | topics.t.delivery",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"fastcgi\",\"address\":\"tcp://x:9000\",\"script\":\"/x\"}}}} | topics.t.delivery.address",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"http\",\"url\":\"http://x/a b\"}}}} | topics.t.delivery.url",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},\"workers\":0}}} | topics.t.workers",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},\"timeout\":\"60\"}}} | topics.t.timeout",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},\"retry\":{\"attempts\":0}}}} | topics.t.retry.attempts",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},\"retry\":{\"backoff\":\"slow\"}}}} | topics.t.retry.backoff",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},\"storage\":\"moon\"}}} | topics.t.storage"
      })
  void refusesWhatItCannotUseAndNamesTheField(String document, String field) {
    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(() -> read(document))
        .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
  }

  @Test
  void refusesAScriptLongerThanAnyPath() {
    String script = "/" + "x".repeat(4096);
    refusesWhatItCannotUseAndNamesTheField(
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"fastcgi\",\"address\":\"h:1\",\"script\":\""
            + script
            + "\"}}}}",
        "topics.t.delivery.script");
  }

  @ParameterizedTest
  @CsvSource({
    "FIXED,1,1",
    "FIXED,9,1",
    "LINEAR,3,3",
    "EXPONENTIAL,1,1",
    "EXPONENTIAL,4,8",
    "EXPONENTIAL,60,600"
  })
  void waitsLongerWithEachFailure(RetryPolicy.BackoffType backoff, int failures, long seconds) {
    RetryPolicy policy =
        new RetryPolicy(100, backoff, Duration.ofSeconds(1), Duration.ofMinutes(10));

    assertThat(policy.delayAfter(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  private static QueueDefinition read(String document) {
    return QueueDocument.read(ORDERS, json(document), Optional.empty());
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  /** No consumer can fetch yet; what is there already stays. */
  @Test
  void warnsOfPulling() {
    JsonObject document =
        json(
            "{\"topics\":{\"a\":{\"delivery\":{\"type\":\"pull\"}},\"b\":{\"delivery\":{\"type\":\"command\",\"command\":[\"true\"]}}}}");
    QueueDefinition queue = QueueDocument.read(new QueueName("q"), document, Optional.empty());
    JsonObject answer = QueueDocument.write(queue);

    assertThat(answer.getJsonArray("warnings").getString(0))
        .startsWith("topics.a: with delivery type pull jobs are kept, but no consumer can fetch");
    assertThat(answer.getJsonArray("warnings")).hasSize(1);
    assertThat(QueueDocument.read(new QueueName("q"), answer, Optional.empty())).isEqualTo(queue);
    assertThat(QueueDocument.writeStored(queue)).doesNotContainKey("warnings");
  }

  @Test
  void keepsAddressesThatWereTakenBefore() {
    byte[] stored =
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"fastcgi\",\"address\":\"tcp://x:9000\",\"script\":\"/x\"}}}}"
            .getBytes(UTF_8);

    assertThat(QueueDocument.readStored(new QueueName("q"), stored).topics()).hasSize(1);
  }
}
