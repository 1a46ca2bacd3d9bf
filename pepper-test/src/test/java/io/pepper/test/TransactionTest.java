package io.pepper.test;

import static io.pepper.test.TransactionClient.OK;
import static io.pepper.test.TransactionClient.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that are carried out, and one that finds no room, on both kinds of stores. */
@ExtendWith(SharedPepper.class)
class TransactionTest {
  private static final String DUE = "4000000000000";

  private final Pepper embedded;
  private final Pepper redis;

  TransactionTest(Pepper embedded, @OnRedis Pepper redis) {
    this.embedded = embedded;
    this.redis = redis;
  }

  private Pepper pepper(String store) {
    return store.equals("redis") ? redis : embedded;
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "redis"})
  void storesAllItsJobsAndAnswersEachCommandInItsForm(String store) throws IOException {
    try (var client = new TransactionClient(pepper(store), "multi-all")) {
      client
          .begin()
          .queue("LPUSH", "multi-all", "1", "2")
          .queue("rpush", "multi-all", "3")
          .queue("XADD", "multi-all", "*", "payload", "4")
          .queue("ZADD", "multi-all", DUE, "5")
          .queue("LPUSH", "multi-all/x", "6")
          .queue("LLEN", "multi-all/a")
          .queue("CLIENT", "GETNAME")
          .queue("LLEN", "multi-all/none")
          .queue("UNWATCH")
          .assertStored(0, 0);

      assertThat(client.call("EXEC"))
          .matches(
              "\\*9\r\n:5\r\n:5\r\n\\$\\d+\r\n\\d+-\\d+\r\n:1\r\n"
                  + "\\$\\d+\r\n\\{\"jobs\":\\[\"\\d+\"],\"inTraceId\":\".+\",\"error\":\"\"}\r\n"
                  + ":5\r\n\\$-1\r\n-ERR queue 'multi-all' has no topic 'none'\r\n\\+OK\r\n");
      client.assertStored(5, 1);
      assertThat(client.payloads()).containsExactly("1", "2", "3", "4", "6");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "redis"})
  void keepsTheOrderOfWhatComesBeforeAndBehindItInOnePipeline(String store) throws IOException {
    ByteArrayOutputStream pipeline = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < 50; round++) {
      expected.addAll(List.of("before " + round, "inside " + round));
      pipeline.writeBytes(RespSocket.encoded("LPUSH", "multi-order", "before " + round));
      pipeline.writeBytes(RespSocket.encoded("MULTI"));
      pipeline.writeBytes(RespSocket.encoded("LPUSH", "multi-order", "inside " + round));
      pipeline.writeBytes(RespSocket.encoded("EXEC"));
    }
    try (var client = new TransactionClient(pepper(store), "multi-order")) {
      client.socket().sendBytes(pipeline.toByteArray());
      for (int round = 0; round < 50; round++) {
        assertThat(client.socket().reply()).startsWith(":");
        assertThat(client.socket().reply()).isEqualTo(OK);
        assertThat(client.socket().reply()).isEqualTo(QUEUED);
        assertThat(client.socket().reply()).startsWith("*1\r\n:");
      }

      assertThat(client.payloads()).containsExactlyElementsOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "redis"})
  void storesThousandsOfJobsAtOnce(String store) throws IOException {
    ByteArrayOutputStream pipeline = new ByteArrayOutputStream();
    pipeline.writeBytes(RespSocket.encoded("MULTI"));
    for (int i = 0; i < 3_000; i++) {
      pipeline.writeBytes(RespSocket.encoded("LPUSH", "multi-many", "job " + i));
    }
    pipeline.writeBytes(RespSocket.encoded("ZADD", "multi-many", DUE, "later"));
    pipeline.writeBytes(RespSocket.encoded("EXEC"));
    try (var client = new TransactionClient(pepper(store), "multi-many")) {
      client.socket().sendBytes(pipeline.toByteArray());

      assertThat(client.socket().reply()).isEqualTo(OK);
      for (int i = 0; i <= 3_000; i++) {
        assertThat(client.socket().reply()).isEqualTo(QUEUED);
      }
      assertThat(client.socket().reply())
          .isEqualTo("*3001\r\n" + ":3000\r\n".repeat(3_000) + ":1\r\n");
      client.assertStored(3_000, 1);
      assertThat(client.payloads())
          .containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "job " + i).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "redis"})
  void storesNothingIfTheQueueHasNoRoomForAllOfIt(String store) throws IOException {
    try (var client = new TransactionClient(pepper(store), "multi-full", "\"maxLength\":3,")) {
      client.begin().queue("LPUSH", "multi-full", "1", "2").queue("LPUSH", "multi-full", "3", "4");
      assertThat(client.call("EXEC"))
          .startsWith("-EXECABORT Transaction discarded because of: QUEUEFULL queue is full:");
      client.assertStored(0, 0);

      client.begin().queue("LPUSH", "multi-full", "1", "2").queue("LPUSH", "multi-full", "3");
      assertThat(client.call("EXEC")).isEqualTo("*2\r\n:3\r\n:3\r\n");
    }
  }

  @Test
  void deliversWhatItStored() throws IOException {
    try (HttpConsumer consumer = HttpConsumer.accepting("multi-deliver/all");
        RespSocket client = new RespSocket(embedded.respPort())) {
      embedded.define(
          "multi-deliver",
          "{\"password\":\"p\",\"topics\":{\"all\":{\"delivery\":" + consumer.delivery() + "}}}");
      client.login("multi-deliver", "p");
      assertThat(client.call("MULTI")).isEqualTo(OK);
      assertThat(client.call("LPUSH", "multi-deliver", "now")).isEqualTo(QUEUED);
      String soon = Long.toString(System.currentTimeMillis());
      assertThat(client.call("ZADD", "multi-deliver", soon, "soon")).isEqualTo(QUEUED);
      assertThat(client.call("EXEC")).isEqualTo("*2\r\n:1\r\n:1\r\n");

      await()
          .untilAsserted(
              () -> assertThat(consumer.payloads()).containsExactlyInAnyOrder("now", "soon"));
    }
  }

  @Test
  void speaksTheProtocolThatIsChosenInsideOfIt() throws IOException {
    try (var client = new TransactionClient(embedded, "multi-resp3")) {
      client
          .begin()
          .queue("CLIENT", "GETNAME")
          .queue("HELLO", "3")
          .queue("CLIENT", "GETNAME")
          .queue("CLIENT", "TRACKINGINFO");

      assertThat(client.call("EXEC"))
          .matches("(?s)\\*4\r\n\\$-1\r\n%7\r\n.*\r\n_\r\n%3\r\n\\$5\r\nflags\r\n~1\r\n.*");
    }
  }

  @Test
  void logsInWhenItIsCarriedOut() throws IOException {
    try (var client = new TransactionClient(embedded, "multi-auth");
        var second = new TransactionClient(embedded, "multi-auth-2")) {
      client
          .begin()
          .queue("LPUSH", "multi-auth", "x")
          .queue("AUTH", "multi-auth-2", "p")
          .queue("AUTH", "multi-auth-2", "wrong")
          .queue("AUTH", "multi-auth-2", "p");
      assertThat(client.call("EXEC"))
          .isEqualTo("*4\r\n:1\r\n+OK\r\n-ERR invalid password\r\n+OK\r\n");
      client.assertStored(1, 0);
      assertThat(client.call("LPUSH", "multi-auth-2", "x")).isEqualTo(":1\r\n");

      client.begin().queue("AUTH", "multi-auth", "p").queue("LPUSH", "multi-auth-2", "x");
      assertThat(client.call("EXEC"))
          .startsWith("-EXECABORT Transaction discarded because of: NOPERM");
      assertThat(client.call("LPUSH", "multi-auth-2", "still who it was")).isEqualTo(":2\r\n");
      second.assertStored(2, 0);
    }
  }
}
