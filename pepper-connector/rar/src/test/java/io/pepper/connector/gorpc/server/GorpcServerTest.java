package io.pepper.connector.gorpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.gorpc.GorpcCall;
import io.pepper.connector.gorpc.GorpcException;
import io.pepper.connector.gorpc.GorpcMethod;
import io.pepper.gob.GobStruct;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GorpcServerTest {
  private static final GorpcMethod ECHO =
      call -> call.answer(TestGorpcClient.text(TestGorpcClient.textOf(call.argument())));

  @Test
  void answersTheCallsOfAConnection() throws Exception {
    try (TestGorpcServer server = TestGorpcServer.serving(ECHO)) {
      TestGorpcClient client = server.connect();
      client.call(7, "hello");
      assertThat(client.answer()).isEqualTo("7 hello");
      client.call(8, "again");
      assertThat(client.answer()).isEqualTo("8 again");
      await().until(() -> server.callCount() == 0);
      client.close();
      await().until(() -> server.requestBytes() == 0);
    }
  }

  @Test
  void answersOutOfOrderWithTheCallsOwnNumbers() throws Exception {
    Queue<GorpcCall> waiting = new ConcurrentLinkedQueue<>();
    GorpcMethod method =
        call -> {
          if (TestGorpcClient.textOf(call.argument()).equals("late")) {
            waiting.add(call);
          } else {
            ECHO.serve(call);
          }
        };
    try (TestGorpcServer server = TestGorpcServer.serving(method)) {
      TestGorpcClient client = server.connect();
      client.call(1, "late");
      client.call(2, "soon");
      assertThat(client.answer()).isEqualTo("2 soon");

      waiting.remove().answer(TestGorpcClient.text("at last"));
      assertThat(client.answer()).isEqualTo("1 at last");
    }
  }

  @Test
  void onlyTheFirstAnswerOfACallCounts() throws Exception {
    GorpcMethod twice =
        call -> {
          call.answer(TestGorpcClient.text("first"));
          call.answer(TestGorpcClient.text("second"));
          call.fail("third");
          throw new GorpcException("fourth");
        };
    try (TestGorpcServer server = TestGorpcServer.serving(twice)) {
      TestGorpcClient client = server.connect();
      client.call(1, "");
      client.call(2, "");
      assertThat(client.answer() + client.answer()).contains("1 first", "2 first");
    }
  }

  @Test
  void signsOfLifeAreAnsweredWhileCallsWait() throws Exception {
    try (TestGorpcServer server = TestGorpcServer.serving(call -> call.onAbandoned(() -> {}))) {
      TestGorpcClient client = server.connect();
      client.call(1, "waits");
      client.send("go", "p", 2, 1, null);

      GobStruct pong = client.header();
      assertThat(pong.unsigned("Seq")).isEqualTo(2);
      assertThat(pong.integer("ReplyType")).isEqualTo(0x10);
      assertThat(pong.find("Error")).isEmpty();
    }
  }

  @Test
  void errorsHaveTheNumbersThatClientsKnow() throws Exception {
    GorpcMethod failing =
        call -> {
          switch (TestGorpcClient.textOf(call.argument())) {
            case "refused" -> throw new GorpcException("domain a not found");
            case "defect" -> throw new IllegalStateException("a secret");
            default -> ((GobStruct) call.argument()).text("Name");
          }
        };
    try (TestGorpcServer server = TestGorpcServer.serving(failing)) {
      TestGorpcClient client = server.connect();
      client.call(1, "refused");
      GobStruct error = client.error();
      assertThat(error.integer("Code")).isEqualTo(500);
      assertThat(error.integer("Type")).isEqualTo(2);
      assertThat(error.text("Reason")).isEqualTo("domain a not found");

      client.call(2, "defect");
      assertThat(client.error().text("Reason")).isEqualTo("internal error; the log has the reason");

      client.send("Server", "Other", 3, 0, "argument");
      GobStruct unknown = client.error();
      assertThat(unknown.integer("Code")).isEqualTo(400);
      assertThat(unknown.integer("Type")).isEqualTo(1);
      assertThat(unknown.text("Reason")).contains("Server.Other");
    }
  }

  /** The client has its acknowledgement before the call is served, and nothing after it. */
  @Test
  void callsThatWantNoAnswerAreAcknowledged() throws Exception {
    CountDownLatch served = new CountDownLatch(1);
    GorpcMethod method =
        call -> {
          call.answer(TestGorpcClient.text("dropped"));
          served.countDown();
        };
    try (TestGorpcServer server = TestGorpcServer.serving(method)) {
      TestGorpcClient client = server.connect();
      client.send("Server", "Sync", 5, 1, "argument");
      GobStruct header = client.header();
      assertThat(header.integer("ReplyType")).isEqualTo(0x100);
      assertThat(header.find("Error")).isEmpty();
      served.await();
      client.send("go", "p", 6, 1, null);
      assertThat(client.header().unsigned("Seq")).isEqualTo(6);
      await().until(() -> server.callCount() == 0);
    }
  }

  @Test
  void waitingCallsHoldNoThread() throws Exception {
    try (TestGorpcServer server =
        new TestGorpcServer(
            Map.of("pepper.gorpc.max-calls-per-connection", "1000"),
            Map.of("Server.Sync", call -> call.onAbandoned(() -> {})))) {
      int before = Thread.activeCount();
      for (int i = 0; i < 20; i++) {
        TestGorpcClient client = server.connect();
        for (int seq = 0; seq < 100; seq++) {
          client.call(seq, "waits");
        }
      }
      await().until(() -> server.callCount() == 2000);
      assertThat(Thread.activeCount()).isLessThan(before + 20);
    }
  }

  @Test
  void aClientThatIsGoneEndsItsCalls() throws Exception {
    AtomicInteger abandoned = new AtomicInteger();
    Queue<GorpcCall> calls = new ConcurrentLinkedQueue<>();
    GorpcMethod method =
        call -> {
          call.onAbandoned(abandoned::incrementAndGet);
          calls.add(call);
        };
    try (TestGorpcServer server = TestGorpcServer.serving(method)) {
      TestGorpcClient client = server.connect();
      client.call(1, "a");
      client.call(2, "b");
      await().until(() -> calls.size() == 2);

      client.close();
      await().until(() -> server.connectionCount() == 0 && server.callCount() == 0);
      assertThat(abandoned).hasValue(2);
      calls.forEach(call -> call.answer(TestGorpcClient.text("too late")));
      calls.forEach(call -> call.onAbandoned(abandoned::incrementAndGet));
      assertThat(abandoned).hasValue(4);
      assertThat(server.callCount()).isZero();
    }
  }

  @Test
  void aServerThatStopsAnswersWhatItIsAtAndLeavesWhatWaits() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger abandoned = new AtomicInteger();
    GorpcMethod method =
        call -> {
          if (TestGorpcClient.textOf(call.argument()).equals("waits")) {
            call.onAbandoned(abandoned::incrementAndGet);
          } else {
            go.await();
            ECHO.serve(call);
          }
        };
    try (TestGorpcServer server = TestGorpcServer.serving(method)) {
      TestGorpcClient client = server.connect();
      client.call(1, "waits");
      client.call(2, "busy");
      await().until(() -> server.callCount() == 2);
      Thread stopping = Thread.ofVirtual().start(server::stop);
      await().until(() -> abandoned.get() == 1);
      go.countDown();
      assertThat(client.answer()).isEqualTo("2 busy");
      stopping.join();
      assertThat(client.isClosed()).isTrue();
      assertThat(server.callCount()).isZero();
    }
  }

  @Test
  void callsThatTakeTooLongAreCutOffWhenTheServerStops() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    GorpcMethod method =
        call -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        };
    try (TestGorpcServer server = TestGorpcServer.serving(method)) {
      TestGorpcClient client = server.connect();
      client.call(1, "for ever");
      await().until(() -> server.callCount() == 1);
      server.stop();
      interrupted.await();
      await().until(() -> server.callCount() == 0 && server.connectionCount() == 0);
    }
  }
}
