package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The store goes away and comes back while Pepper runs: honest errors, then all by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreDownTest {
  private static final Duration ERROR_LIMIT = Duration.ofSeconds(12);

  private final RedisServer redis = RedisServer.inMemory().appendOnly().start();
  private final Pepper pepper = Pepper.onRedis(redis).start();

  @AfterAll
  void end() {
    pepper.close();
    redis.close();
  }

  @Test
  void aKilledStoreIsAnErrorToProducersUntilItIsBack() throws IOException {
    goesAwayAndComesBack("killed", redis::kill, redis::start);
  }

  @Test
  void aStoreThatHangsIsAnErrorToProducersUntilItIsBack() throws IOException {
    goesAwayAndComesBack("hangs", redis::freeze, redis::thaw);
  }

  private void goesAwayAndComesBack(String queue, Runnable away, Runnable back) throws IOException {
    try (HttpConsumer consumer = HttpConsumer.accepting(queue + "/all");
        RespSocket client = new RespSocket(pepper.respPort())) {
      pepper.define(
          queue,
          """
          {"password":"p","topics":{"all":{"delivery":%s,"workers":4}}}\
          """
              .formatted(consumer.delivery()));
      client.login(queue, "p");
      assertThat(client.call("LPUSH", queue, "before")).startsWith(":");
      away.run();
      client.replyWithin(ERROR_LIMIT);
      for (int i = 0; i < 3; i++) {
        assertThat(client.call("LPUSH", queue, "during")).startsWith("-UNAVAILABLE");
        assertThat(client.call("LPUSH", queue + "/default", "during"))
            .contains("\"jobs\":null", "UNAVAILABLE");
      }
      assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
      back.run();
      Set<String> acknowledged = pushUntilAccepted(client, queue);
      acknowledged.add("before");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(consumer.payloads()).containsAll(acknowledged));
    }
  }

  /** Pushes until ten in a row are accepted, over the connection that saw the errors. */
  private static Set<String> pushUntilAccepted(RespSocket client, String queue) {
    Set<String> acknowledged = new HashSet<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          String payload = "after " + acknowledged.size();
          if (client.call("LPUSH", queue, payload).startsWith(":")) {
            acknowledged.add(payload);
          }
          return acknowledged.size() == 10;
        });
    return acknowledged;
  }
}
