package io.pepper.connector.resp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.resp.RespHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Clients that are slow, never read, never log in, or are very many. */
class SlowClientTest {
  private static final Map<String, String> SHORT =
      Map.of("pepper.resp.login-seconds", "1", "pepper.resp.write-seconds", "1");

  @Test
  void closesAStrangerWhoDoesNotLogInSilently() throws IOException {
    try (TestServer server = new TestServer(new EchoHandler(), SHORT);
        TestClient idle = server.connect();
        TestClient slow = server.connect()) {
      slow.send("*1\r\n$4\r\nPI");

      assertThat(idle.receiveAll()).isEmpty();
      assertThat(slow.receiveAll()).isEmpty();
      await().until(() -> server.server().connectionCount() == 0);
    }
  }

  @Test
  void keepsALoggedInClientForAsLongAsItLikes() throws IOException {
    try (TestServer server = new TestServer(new EchoHandler(), SHORT);
        TestClient member = server.connect();
        TestClient stranger = server.connect()) {
      member.send("AUTH x\r\n").line();
      assertThat(stranger.receiveAll()).isEmpty();

      assertThat(member.send("PING\r\n").line()).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void closesALoggedInClientThatLosesItsLoginAndThenIdles() throws IOException {
    try (TestServer server = new TestServer(new EchoHandler(), SHORT);
        TestClient client = server.connect()) {
      client.send("AUTH x\r\nAUTH wrong\r\n");

      assertThat(client.receiveAll()).isEqualTo("+OK\r\n+OK\r\n");
    }
  }

  @Test
  void cutsOffAClientThatNeverReadsAndFreesItsMemory() throws IOException {
    EchoHandler handler = new EchoHandler();
    try (TestServer server = new TestServer(handler, SHORT);
        TestClient client = server.connect()) {
      client.send("AUTH x\r\n" + "BYTES 5000000\r\n".repeat(20));

      await().untilAsserted(() -> assertThat(handler.closed).hasValue(1));
      assertThat(server.server().connectionCount()).isZero();
      assertThat(server.server().budget().used()).isZero();
    }
  }

  @Test
  void boundsTheMemoryOfManyBurstsAndAnswersThemAll() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    EchoHandler echo = new EchoHandler();
    RespHandler handler =
        (session, batch, replies) -> {
          if (session.attachment() == null && batch.size() > 1) {
            awaitQuietly(mayAnswer);
          }
          echo.handle(session, batch, replies);
        };
    Map<String, String> settings = Map.of("pepper.resp.buffer-bytes", "1048576");
    List<TestClient> clients = new ArrayList<>();
    try (TestServer server = new TestServer(handler, settings)) {
      for (int i = 0; i < 100; i++) {
        TestClient client = server.connect();
        clients.add(client);
        client.send("AUTH x\r\n").line();
        client.send("PING\r\n".repeat(5000));
      }
      assertThat(server.server().budget().used()).isLessThanOrEqualTo(1 << 20);
      mayAnswer.countDown();
      for (TestClient client : clients) {
        assertThat(client.receive(7 * 5000)).isEqualTo("+PONG\r\n".repeat(5000));
      }
    } finally {
      for (TestClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void servesAClientThatSendsByteByByte() throws IOException {
    try (TestServer server = new TestServer(new EchoHandler());
        TestClient client = server.connect()) {
      for (char each : "*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n".toCharArray()) {
        client.send(String.valueOf(each));
      }
      assertThat(client.receive(8)).isEqualTo("$2\r\nhi\r\n");
    }
  }

  @Test
  void servesThousandsOfConnectionsAtATime() throws IOException {
    EchoHandler handler = new EchoHandler();
    List<TestClient> clients = new ArrayList<>();
    try (TestServer server = new TestServer(handler)) {
      for (int i = 0; i < 2_000; i++) {
        clients.add(server.connect().send("AUTH x\r\n"));
      }
      for (TestClient client : clients) {
        assertThat(client.line()).isEqualTo("+OK\r\n");
      }
      for (TestClient client : clients) {
        client.send("PING\r\n");
      }
      for (TestClient client : clients) {
        assertThat(client.line()).isEqualTo("+PONG\r\n");
      }
      assertThat(server.server().connectionCount()).isEqualTo(2_000);
    } finally {
      for (TestClient client : clients) {
        client.close();
      }
    }
    assertThat(handler.closed).hasValue(2_000);
  }

  @Test
  void finishesTheBatchInHandWhenItCloses() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    TestServer server =
        new TestServer((session, batch, replies) -> {
          arrived.countDown();
          awaitQuietly(mayAnswer);
          batch.forEach(command -> replies.simple("DONE"));
        });
    try (TestClient busy = server.connect();
        TestClient idle = server.connect()) {
      busy.send("WORK\r\n");
      arrived.await();
      await().until(() -> server.server().connectionCount() == 2);
      Thread closing = Thread.startVirtualThread(server::close);
      assertThat(idle.receiveAll()).isEmpty();

      mayAnswer.countDown();

      assertThat(busy.receiveAll()).isEqualTo("+DONE\r\n");
      closing.join();
    }
  }

  @Test
  void interruptsAHandlerThatHoldsUpTheClose() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    TestServer server =
        new TestServer(
            (session, batch, replies) -> {
              arrived.countDown();
              awaitQuietly(never);
              replies.nil();
            },
            Map.of("pepper.resp.stop-seconds", "1"));
    try (TestClient client = server.connect()) {
      client.send("BRPOP\r\n");
      arrived.await();

      server.close();

      assertThat(server.server().connectionCount()).isZero();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
