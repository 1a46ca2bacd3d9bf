package io.pepper.connector.grpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.pepper.connector.grpc.GrpcMethod;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GrpcLimitsTest {
  private static final String METHOD = "test.Echo/Say";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final GrpcMethod ECHO = GrpcMethod.unary((call, request) -> request);

  /** A stream that says one word and then waits for its client. */
  private static final GrpcMethod PARKED =
      call -> {
        call.send("here".getBytes(UTF_8));
        while (!call.isHalfClosed()) {
          call.receive(LONG);
        }
      };

  @Test
  void refusesAHugeMessageAndServesTheNextOne() throws Exception {
    Map<String, String> settings = Map.of("pepper.grpc.max-message-bytes", "2048");
    try (TestServer server = TestServer.serving(settings, METHOD, ECHO)) {
      ManagedChannel channel = server.connect();

      assertThat(
              TestServer.call(channel, METHOD).send(new byte[8 << 20]).halfClose().end().getCode())
          .isIn(Code.RESOURCE_EXHAUSTED, Code.CANCELLED);

      assertThat(TestServer.call(channel, METHOD).send(new byte[2048]).answer()).hasSize(2048);
      await().until(() -> server.callCount() == 0);
    }
  }

  @Test
  void refusesHugeHeaders() throws Exception {
    try (TestServer server = TestServer.serving(Map.of(), METHOD, ECHO)) {
      Metadata headers = new Metadata();
      headers.put(Metadata.Key.of("much", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(100 << 10));
      ManagedChannel channel = server.connect();

      assertThat(TestServer.call(channel, METHOD, headers).send("x").end().isOk()).isFalse();

      assertThat(TestServer.call(channel, METHOD).send("x").text()).isEqualTo("x");
    }
  }

  @Test
  void aSlowReaderStopsItsOwnStreamOnly() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    byte[] large = new byte[512 << 10];
    GrpcMethod flood =
        call -> {
          boolean floods = call.receive(LONG).orElseThrow().length > 0;
          for (int i = 0; floods && i < 1000; i++) {
            call.send(large);
            sent.incrementAndGet();
          }
          call.send(new byte[1]);
        };
    try (TestServer server = TestServer.serving(Map.of(), METHOD, flood)) {
      ManagedChannel channel = server.connect();
      TestCall slow = TestServer.call(channel, METHOD).send("flood");
      assertThat(slow.answer()).hasSize(large.length);

      for (int i = 0; i < 20; i++) {
        assertThat(TestServer.call(channel, METHOD).send("").answer()).hasSize(1);
      }

      // What the client's window and one message that waits hold, of 500 MB.
      assertThat(sent).hasValueLessThan(40);
      int before = sent.get();
      for (int i = 0; i < 20; i++) {
        slow.answer();
      }
      await().untilAsserted(() -> assertThat(sent).hasValueGreaterThan(before));
    }
  }

  @Test
  void boundsTheCallsAndTakesNewOnesOnceOthersEnd() throws Exception {
    Map<String, String> settings =
        Map.of("pepper.grpc.max-calls", "2000", "pepper.grpc.max-calls-per-connection", "1000");
    try (TestServer server = TestServer.serving(settings, METHOD, PARKED)) {
      ManagedChannel one = server.connect();
      ManagedChannel two = server.connect();
      List<TestCall> streams = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        streams.add(TestServer.call(one, METHOD));
        streams.add(TestServer.call(two, METHOD));
      }
      for (TestCall stream : streams) {
        assertThat(stream.text()).isEqualTo("here");
      }

      var refused = TestServer.call(server.connect(), METHOD).end();

      assertThat(refused.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
      assertThat(refused.getDescription()).contains("2000", "pepper.grpc.max-calls");
      streams.getFirst().cancel();
      await()
          .untilAsserted(
              () -> assertThat(TestServer.call(server.connect(), METHOD).text()).isEqualTo("here"));
    }
  }

  @Test
  void boundsTheConnections() throws Exception {
    Map<String, String> settings = Map.of("pepper.grpc.max-connections", "2");
    try (TestServer server = TestServer.serving(settings, METHOD, ECHO)) {
      Socket first = new Socket("127.0.0.1", server.port());
      try (first;
          Socket second = new Socket("127.0.0.1", server.port())) {
        assertThat(first.getInputStream().read()).isNotNegative();
        assertThat(second.getInputStream().read()).isNotNegative();
        try (Socket third = new Socket("127.0.0.1", server.port())) {
          assertThat(isClosedByPeer(third)).isTrue();
        }
      }

      await()
          .untilAsserted(() ->
              assertThat(TestServer.call(server.connect(), METHOD).send("x").text())
                  .isEqualTo("x"));
    }
  }

  @Test
  void closesConnectionsThatSayNothing() throws Exception {
    Map<String, String> settings = Map.of("pepper.grpc.idle-seconds", "1");
    try (TestServer server = TestServer.serving(settings, METHOD, ECHO);
        Socket silent = new Socket("127.0.0.1", server.port())) {
      silent.setSoTimeout(30_000);

      assertThat(isClosedByPeer(silent)).isTrue();
    }
  }

  @Test
  void endsTheStreamOfAClientThatIsGoneWithoutAWord() throws Exception {
    Map<String, String> settings =
        Map.of("pepper.grpc.keepalive-seconds", "1", "pepper.grpc.keepalive-answer-seconds", "1");
    try (TestServer server = TestServer.serving(settings, METHOD, PARKED);
        FrozenClient client = new FrozenClient(server.port(), METHOD)) {
      await().until(() -> server.callCount() == 1);

      await().atMost(Duration.ofSeconds(30)).until(() -> server.callCount() == 0);
    }
  }

  @Test
  void namesASettingOutOfRange() {
    assertThatThrownBy(() -> new TestServer(Map.of("pepper.grpc.max-calls", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pepper.grpc.max-calls=0");
  }

  /** Reads what the server says until it closes; false if it goes on. */
  private static boolean isClosedByPeer(Socket socket) throws java.io.IOException {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.net.SocketException e) {
      return true;
    }
  }
}
