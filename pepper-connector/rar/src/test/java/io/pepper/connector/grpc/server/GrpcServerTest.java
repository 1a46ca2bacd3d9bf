package io.pepper.connector.grpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.pepper.connector.grpc.GrpcCall;
import io.pepper.connector.grpc.GrpcException;
import io.pepper.connector.grpc.GrpcMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class GrpcServerTest {
  private static final String METHOD = "test.Echo/Say";
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final GrpcMethod ECHO = GrpcMethod.unary((call, request) -> request);

  @Test
  void answersAUnaryCall() throws Exception {
    try (TestServer server = TestServer.serving(Map.of(), METHOD, ECHO)) {
      TestCall call = TestServer.call(server.connect(), METHOD).send("hello").halfClose();

      assertThat(call.text()).isEqualTo("hello");
      assertThat(call.end()).isEqualTo(Status.OK);
    }
  }

  @Test
  void tellsTheMethodWhoCallsAndWithWhichHeaders() throws Exception {
    GrpcMethod who =
        GrpcMethod.unary((call, request) ->
            (call.peer() + " " + call.header("authorization") + " " + call.header("other"))
                .getBytes(UTF_8));
    try (TestServer server = TestServer.serving(Map.of(), METHOD, who)) {
      Metadata headers = new Metadata();
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer secret");

      assertThat(TestServer.call(server.connect(), METHOD, headers).send("").text())
          .isEqualTo("127.0.0.1 Optional[Bearer secret] Optional.empty");
    }
  }

  @Test
  void servesCallsOnVirtualThreads() throws Exception {
    GrpcMethod where =
        GrpcMethod.unary(
            (call, request) -> ("" + Thread.currentThread().isVirtual()).getBytes(UTF_8));
    try (TestServer server = TestServer.serving(Map.of(), METHOD, where)) {
      assertThat(TestServer.call(server.connect(), METHOD).send("").text()).isEqualTo("true");
    }
  }

  @Test
  void endsCallsAsTheMethodSays() throws Exception {
    GrpcMethod failing =
        GrpcMethod.unary((call, request) -> {
          if (request.length == 0) {
            throw new IllegalStateException("a secret of the server");
          }
          throw new GrpcException(GrpcException.Code.NOT_FOUND, "there is no such thing");
        });
    try (TestServer server = TestServer.serving(Map.of(), METHOD, failing)) {
      ManagedChannel channel = server.connect();

      Status refused = TestServer.call(channel, METHOD).send("x").end();
      Status broken = TestServer.call(channel, METHOD).send("").end();

      assertThat(refused.getCode()).isEqualTo(Code.NOT_FOUND);
      assertThat(refused.getDescription()).isEqualTo("there is no such thing");
      assertThat(broken.getCode()).isEqualTo(Code.INTERNAL);
      assertThat(broken.getDescription()).doesNotContain("secret");
    }
  }

  @Test
  void knowsNoOtherMethods() throws Exception {
    try (TestServer server = TestServer.serving(Map.of(), METHOD, ECHO)) {
      Status status = TestServer.call(server.connect(), "test.Echo/Shout").send("x").end();

      assertThat(status.getCode()).isEqualTo(Code.UNIMPLEMENTED);
      assertThat(status.getDescription()).contains("test.Echo/Shout");
    }
  }

  @Test
  void letsCallsThatComeTooEarlyWaitForTheMethods() throws Exception {
    try (TestServer server = new TestServer(Map.of())) {
      TestCall early = TestServer.call(server.connect(), METHOD).send("early");
      await().until(() -> server.callCount() == 1);

      server.serve(METHOD, ECHO);

      assertThat(early.text()).isEqualTo("early");
    }
  }

  @Test
  void carriesStreamsBothWaysAndNoticesTheirEnd() throws Exception {
    GrpcMethod stream =
        call -> {
          while (!call.isHalfClosed()) {
            byte[] request = call.receive(LONG).orElse(null);
            if (request != null) {
              call.send(request);
              call.send(request);
            }
          }
        };
    try (TestServer server = TestServer.serving(Map.of(), METHOD, stream)) {
      TestCall call = TestServer.call(server.connect(), METHOD).send("a");
      assertThat(call.text()).isEqualTo("a");
      assertThat(call.text()).isEqualTo("a");
      call.send("b");
      assertThat(call.text()).isEqualTo("b");
      assertThat(call.text()).isEqualTo("b");

      assertThat(call.halfClose().end()).isEqualTo(Status.OK);
    }
  }

  @Test
  void wakesAStreamThatWaitsAndEndsItWhenItsClientIsGone() throws Exception {
    BlockingQueue<GrpcCall> calls = new LinkedBlockingQueue<>();
    BlockingQueue<GrpcException.Code> ends = new LinkedBlockingQueue<>();
    GrpcMethod stream =
        call -> {
          calls.add(call);
          try {
            call.receive(LONG);
            call.send("woken".getBytes(UTF_8));
            call.receive(LONG);
          } catch (GrpcException e) {
            ends.add(e.code());
            throw e;
          }
        };
    try (TestServer server = TestServer.serving(Map.of(), METHOD, stream)) {
      TestCall client = TestServer.call(server.connect(), METHOD);
      calls.take().wake();
      assertThat(client.text()).isEqualTo("woken");

      client.cancel();

      assertThat(ends.take()).isEqualTo(GrpcException.Code.CANCELLED);
      await().until(() -> server.callCount() == 0);
    }
  }

  @Test
  void sendsFromOtherThreadsUnlessTheClientIsBehindOrGone() throws Exception {
    BlockingQueue<GrpcCall> calls = new LinkedBlockingQueue<>();
    GrpcMethod stream =
        call -> {
          calls.add(call);
          call.receive(LONG);
        };
    try (TestServer server = TestServer.serving(Map.of(), METHOD, stream)) {
      TestCall client = TestServer.call(server.connect(), METHOD);
      GrpcCall call = calls.take();

      assertThat(call.trySend("news".getBytes(UTF_8))).isTrue();
      assertThat(client.text()).isEqualTo("news");
      // The client asks for messages as it reads them, and reads none now.
      await().until(() -> !call.trySend(new byte[64 * 1024]));
      client.cancel();
      await().until(() -> server.callCount() == 0);
      assertThat(call.trySend("late".getBytes(UTF_8))).isFalse();
    }
  }

  @Test
  void tellsStreamsThatTheServerStopsAndLetsUnaryCallsFinish() throws Exception {
    BlockingQueue<GrpcCall> waiting = new LinkedBlockingQueue<>();
    BlockingQueue<String> goOn = new LinkedBlockingQueue<>();
    GrpcMethod both =
        call -> {
          byte[] request = call.receive(LONG).orElseThrow();
          waiting.add(call);
          if (request[0] == 's') {
            call.receive(LONG);
          } else {
            goOn.take();
          }
        };
    Map<String, String> patient = Map.of("pepper.grpc.stop-seconds", "20");
    try (TestServer server = TestServer.serving(patient, METHOD, both)) {
      ManagedChannel channel = server.connect();
      TestCall stream = TestServer.call(channel, METHOD).send("stream");
      TestCall unary = TestServer.call(channel, METHOD).send("unary");
      waiting.take();
      waiting.take();

      Thread stop = Thread.ofVirtual().start(server::stop);

      assertThat(stream.end().getCode()).isEqualTo(Code.UNAVAILABLE);
      assertThat(unary.isOver()).isFalse();
      goOn.add("now");
      assertThat(unary.end()).isEqualTo(Status.OK);
      stop.join();
    }
  }
}
