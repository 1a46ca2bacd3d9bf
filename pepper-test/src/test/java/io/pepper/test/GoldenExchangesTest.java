package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.test.GoldenBlock.Step;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replays what was captured from the original, byte for byte; see {@code golden/resp.txt}. */
@ExtendWith(SharedPepper.class)
class GoldenExchangesTest {
  private final Pepper pepper;

  GoldenExchangesTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeEach
  void define() {
    pepper.define(
        "queue1",
        """
        {"password":"783ab0ce","topics":{
          "topic1":{"password":"tp1","delivery":{"type":"pull"}},
          "topic2":{"password":"tp2","delivery":{"type":"pull"}},
          "topic3":{"password":"tp3","delivery":{"type":"pull"}}}}\
        """);
    pepper.define("emptyq", "{\"password\":\"p\",\"topics\":{}}");
  }

  @TestFactory
  Stream<DynamicTest> answersAsTheOriginalDid() {
    return GoldenBlock.read("/golden/resp.txt").stream()
        .map(block -> DynamicTest.dynamicTest(block.title(), () -> replay(block)));
  }

  @TestFactory
  Stream<DynamicTest> everyDeliberateDifferenceIsDocumented() throws IOException {
    String page = Files.readString(LaunchCommand.root().resolve("docs/compatibility.md"));
    return GoldenBlock.read("/golden/resp.txt").stream()
        .flatMap(block -> block.difference().stream())
        .distinct()
        .map(name ->
            DynamicTest.dynamicTest(name, () -> assertThat(page).contains("`" + name + "`")));
  }

  @Test
  void aHeaderSplitOverTwoPacketsIsOneHeader() throws IOException {
    byte[] command = RespSocket.encoded("PING");
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      for (byte each : command) {
        client.sendBytes(new byte[] {each});
      }
      assertThat(client.reply()).isEqualTo("-NOAUTH Authentication required.\r\n");
    }
  }

  @Test
  void infoAnswersAtOnceAndInRedissFormat() throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.login("queue1", "783ab0ce");
      client.replyWithin(Duration.ofSeconds(2));
      assertThat(client.call("INFO")).startsWith("$").contains("# Server\r\n", "redis_version:");
    }
  }

  @Test
  void aLoggedInConnectionMayBeIdleForMoreThanThirtySeconds() throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.login("queue1", "783ab0ce").replyWithin(Duration.ofSeconds(32));
      assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
      assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void storesAnInlinePayloadWithoutItsQuotes() throws IOException {
    try (HttpConsumer consumer = HttpConsumer.accepting("inline/all");
        RespSocket client = new RespSocket(pepper.respPort())) {
      pepper.define(
          "inline",
          "{\"password\":\"p\",\"topics\":{\"all\":{\"delivery\":" + consumer.delivery() + "}}}");
      client.login("inline", "p");
      client.sendBytes("lpush inline/d \"he llo\"\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.reply()).contains("\"error\":\"\"");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(consumer.payloads()).containsExactly("he llo"));
    }
  }

  private void replay(GoldenBlock block) throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      for (Step step : block.steps()) {
        switch (step.mark()) {
          case 'S' -> assertThat(client.reply()).matches(step.expected());
          case 'X' -> assertThat(client.isClosedByServer()).isTrue();
          default -> client.sendBytes(step.sent());
        }
      }
    }
  }
}
