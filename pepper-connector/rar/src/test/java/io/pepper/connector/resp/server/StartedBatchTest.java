package io.pepper.connector.resp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.RespSession;
import io.pepper.connector.resp.StartedBatch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches that the application starts without waiting, and whose work ends elsewhere. */
class StartedBatchTest {
  private final StartingHandler handler = new StartingHandler();
  private TestServer server;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void repliesWhenTheWorkIsDoneAndStartsNothingElseOfTheClientBefore() throws Exception {
    server = new TestServer(handler);
    try (TestClient client = server.connect();
        TestClient other = server.connect()) {
      client.send("WORK\r\nWORK\r\n");
      await().until(() -> handler.started.size() == 1);
      client.send("WORK\r\n".repeat(2_000));
      assertThat(other.send("NOW\r\n").line()).isEqualTo("+1 on pepper-resp-io\r\n");
      assertThat(handler.started).hasSize(1);

      Thread.startVirtualThread(() -> {
        while (handler.commands.get() < 2_003 || !handler.started.isEmpty()) {
          complete();
        }
      });

      for (int i = 2; i < 2_004; i++) {
        assertThat(client.line()).isEqualTo("+" + i + " on pepper-resp-io\r\n");
      }
    }
  }

  @Test
  void letsAStartedBatchFinishWhenItCloses() throws Exception {
    server = new TestServer(handler);
    try (TestClient client = server.connect()) {
      client.send("WORK\r\n");
      await().until(() -> handler.started.size() == 1);
      Thread closing = Thread.startVirtualThread(server::close);
      await().until(() -> !isAccepting());

      complete();

      assertThat(client.receiveAll()).isEqualTo("+1 on pepper-resp-io\r\n");
      closing.join();
    }
  }

  @Test
  void notifiesOnceOfAClientThatLeavesWhileItsWorkIsUnderWay() throws Exception {
    server = new TestServer(handler, Map.of("pepper.resp.login-seconds", "1"));
    TestClient client = server.connect();
    client.send("WORK\r\nNOW\r\n");
    await().until(() -> handler.started.size() == 1);
    client.close();

    complete();

    await().untilAsserted(() -> assertThat(handler.closed).hasValue(1));
    assertThat(server.server().connectionCount()).isZero();
    assertThat(server.server().budget().used()).isZero();
  }

  @Test
  void answersEveryCommandOnceWhenTheStartFails() throws IOException {
    server = new TestServer(handler);
    try (TestClient client = server.connect()) {
      client.send("NOW\r\nTHROW\r\n");

      assertThat(client.line()).startsWith("-ERR internal error");
      assertThat(client.line()).startsWith("-ERR internal error");
      assertThat(client.send("NOW\r\n").line()).startsWith("+1 on");
    }
  }

  private boolean isAccepting() {
    try (TestClient late = server.connect()) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void complete() {
    CompletableFuture<Void> first = handler.started.poll();
    if (first != null) {
      first.complete(null);
    }
  }

  /** An application that starts every batch; a batch with WORK ends when the test says so. */
  private static final class StartingHandler implements RespHandler {
    final Queue<CompletableFuture<Void>> started = new ConcurrentLinkedQueue<>();
    final AtomicInteger commands = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public StartedBatch start(RespSession session, List<RespCommand> batch) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      if (batch.stream().anyMatch(command -> command.name().equals("THROW"))) {
        throw new IllegalStateException("as the test asked");
      }
      if (batch.stream().anyMatch(command -> command.name().equals("WORK"))) {
        started.add(done);
      } else {
        done.complete(null);
      }
      return new StartedBatch() {
        @Override
        public CompletableFuture<?> done() {
          return done;
        }

        @Override
        public void write(RespReplies replies) {
          String thread = Thread.currentThread().getName().replaceFirst("(-\\d+)+$", "");
          batch.forEach(any -> replies.simple(commands.incrementAndGet() + " on " + thread));
        }
      };
    }

    @Override
    public void handle(RespSession session, List<RespCommand> batch, RespReplies replies) {
      throw new IllegalStateException("every batch is started");
    }

    @Override
    public void closed(RespSession session) {
      closed.incrementAndGet();
    }
  }
}
