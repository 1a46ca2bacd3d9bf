package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What consumers receive, byte for byte (docs/protocol.md, What the consumer gets). */
@ExtendWith(SharedPepper.class)
class DeliveryWireTest {
  private static final String ID = "\\d{18,20}";
  private static final String TRACE = ID + "-\\d+-\\d+";
  private static final String PING = "IS_PEPPER_BUS_REQUEST=true&type=ping";

  /** The body as captured from the original, its ids and times left open, the flag sent once. */
  private static final String FIRST_DELIVERY =
      "IS_PEPPER_BUS_REQUEST=true&jobs=%5B%7B%22id%22%3A%22"
          + ID
          + "%22%2C%22inTraceId%22%3A%22"
          + TRACE
          + "%22%2C%22content%22%3A%22j0%22%2C%22retrying%22%3A0%2C%22RetryTimes%22%3A1"
          + "%2C%22RetryTime%22%3A\\d{10}%2C%22IsRetry%22%3Afalse%2C%22BeginRetry%22%3Afalse"
          + "%2C%22RetryResidueTime%22%3A0%7D%5D&outTraceId="
          + TRACE
          + "&queue=%s&topic=topic1&type=data";

  private final Pepper pepper;

  DeliveryWireTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void aFastCgiConsumerGetsThePingAndThenTheOriginalsForm() throws IOException {
    try (FastCgiResponder consumer =
        new FastCgiResponder(request -> Answer.code(200, "wirecgi/topic1"))) {
      define(
          "wirecgi",
          "{\"type\":\"fastcgi\",\"address\":\"%s\",\"script\":\"/srv/consume.php\"}"
              .formatted(consumer.address()));
      push("wirecgi", "j0");
      await().atMost(limit()).until(() -> consumer.requests().size() >= 2);
      Delivered ping = consumer.requests().getFirst();
      Delivered data = firstDelivery(consumer.requests());
      assertThat(ping.body()).isEqualTo(PING);
      assertThat(data.body()).matches(firstDelivery("wirecgi"));
      assertThat(data.headers())
          .containsEntry("SCRIPT_FILENAME", "/srv/consume.php")
          .containsEntry("REQUEST_METHOD", "POST")
          .containsEntry("CONTENT_TYPE", "application/x-www-form-urlencoded")
          .containsEntry("CONTENT_LENGTH", Integer.toString(data.body().length()));
    }
  }

  @Test
  void anHttpConsumerGetsThePingAndThenTheOriginalsForm() throws IOException {
    try (HttpConsumer consumer = HttpConsumer.accepting("wirehttp/topic1")) {
      define("wirehttp", consumer.delivery());
      push("wirehttp", "j0");
      await().atMost(limit()).until(() -> !consumer.deliveries().isEmpty());
      assertThat(consumer.pings().getFirst().body()).isEqualTo(PING);
      Delivered data = consumer.deliveries().getFirst();
      assertThat(data.body()).matches(firstDelivery("wirehttp"));
      assertThat(data.headers())
          .containsEntry("content-type", "application/x-www-form-urlencoded")
          .containsEntry("is-pepper-bus-request", "true")
          .containsEntry("is_pepper_bus_request", "true");
    }
  }

  @Test
  void payloadsKeepEveryCharacterAndAreEscapedAsTheOriginalDoes() throws IOException {
    String payload = "job <1>&\"x\" 中 \n\t\\/ 😀 + %41";
    try (HttpConsumer consumer = HttpConsumer.accepting("wiretext/topic1")) {
      define("wiretext", consumer.delivery());
      push("wiretext", payload);
      await().atMost(limit()).until(() -> !consumer.deliveries().isEmpty());
      Delivered data = consumer.deliveries().getFirst();
      assertThat(data.payloads()).containsExactly(payload);
      assertThat(data.fields().get("jobs")).contains("job \\u003c1\\u003e\\u0026\\\"x\\\" 中");
    }
  }

  @Test
  void aRetriedJobCountsItsAttempts() throws IOException {
    try (HttpConsumer consumer =
        new HttpConsumer(
            "wireretry/topic1",
            delivered ->
                Answer.code(
                    delivered.jobs().getFirst().getInt("RetryTimes") < 3 ? 500 : 200, ""))) {
      define("wireretry", consumer.delivery());
      push("wireretry", "again");
      await().atMost(limit()).until(() -> consumer.deliveries().size() == 3);
      List<JsonObject> seen =
          consumer.deliveries().stream().map(each -> each.jobs().getFirst()).toList();
      assertThat(seen).extracting(job -> job.getInt("RetryTimes")).containsExactly(1, 2, 3);
      assertThat(seen)
          .extracting(job -> job.getString("id"))
          .containsOnly(seen.getFirst().getString("id"));
    }
  }

  private static Delivered firstDelivery(List<Delivered> requests) {
    return requests.stream().filter(each -> !each.isPing()).findFirst().orElseThrow();
  }

  private static String firstDelivery(String queue) {
    return FIRST_DELIVERY.replace("queue=%s", "queue=" + queue);
  }

  private static Duration limit() {
    return Duration.ofSeconds(30);
  }

  private void define(String queue, String delivery) {
    pepper.define(
        queue,
        """
        {"password":"p","topics":{"topic1":{"delivery":%s,
          "retry":{"attempts":5,"backoff":"fixed","initial":"PT0.1S","max":"PT0.1S"}}}}\
        """
            .formatted(delivery));
  }

  private void push(String queue, String payload) throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      assertThat(client.login(queue, "p").call("LPUSH", queue + "/default", payload))
          .contains("\"error\":\"\"");
    }
  }
}
