package io.pepper.connector.gorpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.gorpc.GorpcMethod;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GorpcLimitsTest {
  private static final GorpcMethod WAITS = call -> call.onAbandoned(() -> {});
  private static final GorpcMethod ECHO =
      call -> call.answer(TestGorpcClient.text(TestGorpcClient.textOf(call.argument())));

  private static TestGorpcServer server(String setting, String value, GorpcMethod method)
      throws IOException {
    return new TestGorpcServer(
        Map.of("pepper.gorpc." + setting, value), Map.of("Server.Sync", method));
  }

  @Test
  void connectionsAreLimited() throws Exception {
    try (TestGorpcServer server = server("max-connections", "1", ECHO)) {
      TestGorpcClient first = server.connect();
      first.call(1, "in");
      assertThat(first.answer()).isEqualTo("1 in");

      assertThat(server.connect().isClosed()).isTrue();
      first.close();
      await().until(() -> server.connectionCount() == 0);
      TestGorpcClient next = server.connect();
      next.call(1, "in");
      assertThat(next.answer()).isEqualTo("1 in");
    }
  }

  @Test
  void callsOfAConnectionAreLimitedAndTheConnectionGoesOn() throws Exception {
    try (TestGorpcServer server = server("max-calls-per-connection", "2", WAITS)) {
      TestGorpcClient client = server.connect();
      for (int seq = 1; seq <= 3; seq++) {
        client.call(seq, "waits");
      }
      assertThat(client.error().text("Reason"))
          .contains("2 calls", "pepper.gorpc.max-calls-per-connection");
      assertThat(server.callCount()).isEqualTo(2);
      client.send("go", "p", 9, 1, null);
      assertThat(client.header().unsigned("Seq")).isEqualTo(9);
    }
  }

  @Test
  void callsOfAllConnectionsAreLimited() throws Exception {
    try (TestGorpcServer server = server("max-calls", "1", WAITS)) {
      server.connect().call(1, "waits");
      await().until(() -> server.callCount() == 1);
      TestGorpcClient other = server.connect();
      other.call(1, "waits");
      assertThat(other.error().text("Reason")).contains("1 calls", "pepper.gorpc.max-calls");
    }
  }

  @Test
  void requestsThatAreTooLargeEndTheirConnectionOnly() throws Exception {
    try (TestGorpcServer server = server("max-message-bytes", "2048", ECHO)) {
      TestGorpcClient good = server.connect();
      TestGorpcClient bad = server.connect();
      bad.call(1, "a".repeat(3000));
      assertThat(bad.isClosed()).isTrue();
      good.call(1, "a".repeat(1000));
      assertThat(good.answer()).hasSize(1002);
    }
  }

  /** Together the waiting calls may hold a mebibyte; what ends is given back. */
  @Test
  void bytesOfWaitingCallsAreLimited() throws Exception {
    try (TestGorpcServer server = server("buffer-bytes", Integer.toString(1 << 20), WAITS)) {
      TestGorpcClient client = server.connect();
      for (int seq = 1; seq <= 4; seq++) {
        client.call(seq, "a".repeat(300_000));
      }
      // The fourth is refused, or cannot even be read.
      assertThat(client.isClosed() || client.error().text("Reason").contains("buffer-bytes"))
          .isTrue();
      client.close();
      await().until(() -> server.requestBytes() == 0 && server.callCount() == 0);
    }
  }

  @Test
  void whatIsNoGobEndsItsConnection() throws Exception {
    try (TestGorpcServer server = TestGorpcServer.serving(ECHO)) {
      TestGorpcClient client = server.connect();
      client.socket().getOutputStream().write("GET / HTTP/1.1\r\n".repeat(8).getBytes());
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void idleConnectionsAreClosedButNotThoseWithACall() throws Exception {
    try (TestGorpcServer server = server("idle-seconds", "1", WAITS)) {
      TestGorpcClient waiting = server.connect();
      waiting.call(1, "waits");
      await().until(() -> server.callCount() == 1);
      assertThat(server.connect().isClosed()).isTrue();
      await().until(() -> server.connectionCount() == 1);
      assertThat(server.callCount()).isEqualTo(1);
    }
  }

  @Test
  void halfARequestIsNotWaitedForLong() throws Exception {
    try (TestGorpcServer server = server("request-seconds", "1", ECHO)) {
      TestGorpcClient client = server.connect();
      client.socket().getOutputStream().write(0x30);
      assertThat(client.isClosed()).isTrue();
    }
  }

  /** A client that takes no answers is closed; the thread that gave the answers never waited. */
  @Test
  void clientsThatReadNothingAreClosed() throws Exception {
    String large = "a".repeat(8 << 20);
    try (TestGorpcServer server =
        server("write-seconds", "1", call -> call.answer(TestGorpcClient.text(large)))) {
      TestGorpcClient client = server.connect();
      for (int seq = 0; seq < 10; seq++) {
        client.call(seq, "");
      }
      await().until(() -> server.connectionCount() == 0 && server.callCount() == 0);
    }
  }

  /** Answers to signs of life, which nothing else limits, do not pile up. */
  @Test
  void signsOfLifeAreReadOnlyAsTheirAnswersAreTaken() throws Exception {
    GorpcServer server =
        new GorpcServer(GorpcLimits.from(new AdapterSettings(name -> null, name -> null)));
    CountDownLatch reads = new CountDownLatch(1);
    EndlessPings pings = new EndlessPings(reads);
    GorpcConnection connection = new GorpcConnection(server, pings, 1);
    Thread reader = Thread.ofPlatform().start(connection::run);

    await().until(() -> reader.getState() == Thread.State.WAITING);
    assertThat(pings.sent()).isLessThan(4096);
    reads.countDown();
    await().until(() -> pings.sent() > 1 << 20);
    connection.cut();
    reader.join();
  }

  @Test
  void settingsThatCannotBeAreNamed() {
    AdapterSettings settings =
        new AdapterSettings(Map.of("pepper.gorpc.max-calls", "0")::get, name -> null);
    assertThatThrownBy(() -> GorpcLimits.from(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pepper.gorpc.max-calls=0");
  }
}
