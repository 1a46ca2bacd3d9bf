package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that mean harm or are broken: no crash, no leak, no reply out of order, bounded memory.
 * After each of them the sockets are back to where they were and a good client is served.
 */
@ExtendWith(SharedPepper.class)
class HostileInputTest {
  private static final int HEAP_SLACK_MEGABYTES = 60;
  private static final long SEED = Long.getLong("pepper.seed", System.nanoTime());

  private final Pepper pepper;
  private final Vitals vitals;
  private final Random random = new Random(SEED);
  private int socketsBefore;
  private long heapBefore;

  HostileInputTest(Pepper pepper) {
    this.pepper = pepper;
    this.vitals = new Vitals(pepper.pid());
  }

  @BeforeEach
  void remember() throws IOException {
    pepper.define(
        "hostile", "{\"password\":\"p\",\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}");
    assertGoodClientIsServed();
    socketsBefore = vitals.sockets();
    heapBefore = vitals.liveHeapMegabytes();
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertGoodClientIsServed();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(vitals.sockets()).isLessThanOrEqualTo(socketsBefore + 5));
    assertThat(vitals.liveHeapMegabytes()).isLessThan(heapBefore + HEAP_SLACK_MEGABYTES);
    pepper.rest().delete("/api/v1/queues/hostile").expect2xx();
  }

  @Test
  void randomBytesEndInAnErrorOrInNothing() throws IOException {
    for (int i = 0; i < 1000; i++) {
      byte[] noise = new byte[1 + random.nextInt(2000)];
      random.nextBytes(noise);
      noise[0] = i % 2 == 0 ? (byte) '*' : noise[0];
      assertEnds(noise);
    }
  }

  @Test
  void mutatedCommandsEndInAnErrorOrInReplies() throws IOException {
    Conversation good = new Conversation("hostile", 20);
    for (int i = 0; i < 1000; i++) {
      assertEnds(good.mutated(random));
    }
  }

  @Test
  void repliesKeepTheirOrderHoweverTheBytesAreSplit() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Random own = new Random(SEED + i);
        running.add(clients.submit(() -> converse(own)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*2147483647\\r\\n",
        "*1000000000\\r\\n$4\\r\\nPING\\r\\n",
        "*99999999999999999999\\r\\n",
        "*-5\\r\\n",
        "*2\\r\\n$4\\r\\nAUTH\\r\\n$536870912\\r\\n",
        "*1\\r\\n$2147483648\\r\\n",
        "*1\\r\\n$-2\\r\\n",
        "*1\\r\\n$18446744073709551617\\r\\n",
      })
  void hugeLengthsFromStrangersAreRefusedAtOnce(String escaped) throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.sendBytes(escaped.replace("\\r", "\r").replace("\\n", "\n").getBytes(UTF_8));
      assertThat(client.reply()).startsWith("-ERR");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aPayloadOverTheQueuesLimitIsRefusedAndTheConnectionStaysUsable() throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.login("hostile", "p");
      assertThat(client.call("LPUSH", "hostile", "x".repeat(2 << 20)))
          .startsWith("-")
          .contains("maxPayloadBytes");
      assertThat(client.call("LPUSH", "hostile", "small")).startsWith(":");
    }
  }

  @Test
  void aHalfClosedConnectionStillGetsItsReplies() throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.login("hostile", "p");
      for (int i = 0; i < 100; i++) {
        client.send("ECHO", "e" + i);
      }
      client.halfClose();
      for (int i = 0; i < 100; i++) {
        assertThat(client.reply()).endsWith("e" + i + "\r\n");
      }
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void slowClientsHinderNobody() throws IOException {
    List<RespSocket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        RespSocket client = new RespSocket(pepper.respPort());
        slow.add(client);
        client.sendBytes("*3\r\n$5\r\nLPUSH\r\n$3\r\nab".getBytes(UTF_8));
      }
      for (int i = 0; i < 50; i++) {
        assertGoodClientIsServed();
      }
    } finally {
      closeAll(slow);
    }
  }

  @Test
  void aClientThatNeverReadsIsHeldBackAndCostsBoundedMemory() throws IOException {
    byte[] command = RespSocket.encoded("ECHO", "x".repeat(10_000));
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress("127.0.0.1", pepper.respPort()))) {
      channel.write(ByteBuffer.wrap(RespSocket.encoded("AUTH", "hostile", "p")));
      long sent = floodUntilHeldBack(channel, command, 256L << 20);
      assertThat(sent).as("bytes taken from a client that never reads").isLessThan(64L << 20);
      assertGoodClientIsServed();
      assertThat(vitals.liveHeapMegabytes()).isLessThan(heapBefore + HEAP_SLACK_MEGABYTES);
    }
  }

  @Test
  void threeThousandConnectionsAreServedTogether() throws IOException {
    List<RespSocket> clients = new ArrayList<>();
    int threads = vitals.threads();
    try {
      for (int i = 0; i < 3000; i++) {
        clients.add(new RespSocket(pepper.respPort()).login("hostile", "p"));
      }
      assertThat(vitals.threads()).isLessThan(threads + 50);
      assertThat(vitals.liveHeapMegabytes()).isLessThan(heapBefore + HEAP_SLACK_MEGABYTES);
      for (RespSocket client : clients) {
        assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
      }
    } finally {
      closeAll(clients);
    }
  }

  @Test
  void connectionsThatComeAndGoLeaveNothingBehind() throws IOException {
    for (int i = 0; i < 3000; i++) {
      try (RespSocket client = new RespSocket(pepper.respPort())) {
        client.sendBytes("*1\r\n$4\r\nPI".getBytes(UTF_8));
      }
    }
  }

  private void assertGoodClientIsServed() throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.login("hostile", "p").replyWithin(Duration.ofSeconds(5));
      assertThat(client.call("LPUSH", "hostile", "good")).startsWith(":");
    }
  }

  /** Sends, half-closes and expects the server to end the connection, whatever it answers. */
  private void assertEnds(byte[] bytes) throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      client.sendBytes(bytes);
      client.halfClose();
      client.skipToEnd();
    } catch (SocketException e) {
      assertThat(e).as("seed %d", SEED).hasMessageMatching("(?i).*(reset|broken pipe).*");
    }
  }

  private Void converse(Random own) throws IOException, InterruptedException {
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      new Conversation("hostile", 200).hold(client, own);
    } catch (AssertionError e) {
      throw new AssertionError("with -Dpepper.seed=" + SEED, e);
    }
    return null;
  }

  /** Writes until the server takes nothing for two seconds; returns how much it took. */
  private static long floodUntilHeldBack(SocketChannel channel, byte[] command, long most)
      throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer buffer = ByteBuffer.wrap(command);
      long sent = 0;
      while (sent < most && selector.select(2000) > 0) {
        selector.selectedKeys().clear();
        sent += channel.write(buffer);
        if (!buffer.hasRemaining()) {
          buffer.rewind();
        }
      }
      return sent;
    }
  }

  private static void closeAll(List<RespSocket> clients) throws IOException {
    for (RespSocket client : clients) {
      client.close();
    }
  }
}
