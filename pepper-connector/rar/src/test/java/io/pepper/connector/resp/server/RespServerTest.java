package io.pepper.connector.resp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespServerTest {
  private static final String INTERNAL =
      "-ERR internal error, see the server's log for connection ";
  private final EchoHandler handler = new EchoHandler();
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void open() throws IOException {
    server = new TestServer(handler);
    client = server.connect();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void answersAPipelineInOrderAndAsOneBatch() throws IOException {
    client.send("PING\r\n*2\r\n$4\r\nECHO\r\n$3\r\na\r\n\r\nNope\r\n");

    expect("+PONG\r\n$3\r\na\r\n\r\n-ERR unknown command 'Nope'\r\n");
    assertThat(handler.batches).hasValue(1);
  }

  @Test
  void answersADeepPipelineCompletely() throws Exception {
    int commands = 200_000;
    Thread sender = Thread.startVirtualThread(() -> sendQuietly("PING\r\n".repeat(commands)));

    assertThat(client.receive(7 * commands)).isEqualTo("+PONG\r\n".repeat(commands));
    sender.join();
    assertThat(handler.batches).hasValueGreaterThan(commands / 1024);
  }

  @Test
  void carriesLargeBinaryArgumentsBothWays() throws IOException {
    client.send("AUTH x\r\n");
    client.line();
    String payload = "\0\r\n\u00ff$*".repeat(1_000_000);
    Thread.startVirtualThread(
        () -> sendQuietly("*2\r\n$4\r\nECHO\r\n$" + payload.length() + "\r\n" + payload + "\r\n"));

    assertThat(client.line()).isEqualTo("$" + payload.length() + "\r\n");
    assertThat(client.receive(payload.length() + 2).equals(payload + "\r\n")).isTrue();
    await().untilAsserted(() -> assertThat(server.server().budget().used()).isZero());
  }

  @Test
  void answersAProtocolErrorOnceAfterTheRepliesBeforeItAndCloses() throws IOException {
    client.send("PING\r\nPING\r\n*x\r\nPING\r\nPING\r\n");

    assertThat(client.receiveAll())
        .isEqualTo("+PONG\r\n+PONG\r\n-ERR Protocol error: invalid multibulk length\r\n");
    await().until(() -> server.server().connectionCount() == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"POST / HTTP/1.1", "post", "Host: x", "HOST: x", "host:", "\"POST\" /", " post x"})
  void closesWithoutAWordAtALineOfAnHttpRequest(String line) throws IOException {
    client.send("AUTH x\r\nECHO before\r\n" + line + "\r\nECHO smuggled\r\n");

    assertThat(client.receiveAll()).isEqualTo("+OK\r\n$6\r\nbefore\r\n");
    await().until(() -> server.server().connectionCount() == 0);
  }

  @Test
  void takesWhatOnlyLooksLikeAnHttpRequest() throws IOException {
    client.send("Hosts: x\r\nHost : x\r\nPOSTS\r\n*1\r\n$4\r\nPOST\r\nECHO POST\r\n");

    expect(
        "-ERR unknown command 'Hosts:'\r\n-ERR unknown command 'Host'\r\n"
            + "-ERR unknown command 'POSTS'\r\n-ERR unknown command 'POST'\r\n$4\r\nPOST\r\n");
  }

  @Test
  void tellsTheApplicationOfACommandThatWasOverALimit() throws IOException {
    String large = "$" + (17 << 20) + "\r\n" + "x".repeat(17 << 20) + "\r\n";
    client.send("AUTH x\r\n*2\r\n$4\r\nECHO\r\n" + large + "PING\r\n");

    client.line();
    assertThat(client.line()).startsWith("-ERR argument of");
    assertThat(client.line()).isEqualTo("+PONG\r\n");
    assertThat(handler.refused).hasValue(1);
  }

  @Test
  void countsWhatTheApplicationKeepsUntilItIsReleasedOrTheConnectionEnds() throws IOException {
    client.send("AUTH x\r\nHOLD 100000\r\nHOLD 100000\r\nHOLD 999999999999999\r\nPING\r\n");
    expect("+OK\r\n:1\r\n:1\r\n:0\r\n+PONG\r\n");
    assertThat(server.server().budget().used()).isGreaterThan(190_000);

    client.send("RELEASE 200000\r\n");
    expect("+OK\r\n");
    await().untilAsserted(() -> assertThat(server.server().budget().used()).isZero());

    client.send("HOLD 100000\r\n");
    expect(":1\r\n");
    client.close();
    await().untilAsserted(() -> assertThat(server.server().budget().used()).isZero());
    assertThat(server.server().budget().hold(server.server().budget().maxHeld())).isTrue();
  }

  @Test
  void keepsHalfOfTheMemoryForCommandsThatAreNotKept() throws IOException {
    long half = server.server().budget().maxHeld();
    client.send("AUTH x\r\nHOLD " + half + "\r\nHOLD 1\r\nECHO x\r\n");

    expect("+OK\r\n:1\r\n:0\r\n$1\r\nx\r\n");
  }

  @Test
  void answersEverythingAHalfClosedClientHasSent() throws IOException {
    client.send("PING\r\nPING\r\n*2\r\n$4\r\nECHO\r\n$3\r\nab").finishSending();

    assertThat(client.receiveAll()).isEqualTo("+PONG\r\n+PONG\r\n");
    await().untilAsserted(() -> assertThat(handler.closed).hasValue(1));
  }

  @Test
  void appliesTheMembersLimitsToWhatFollowsTheLoginInTheSamePacket() throws IOException {
    String payload = "x".repeat(100_000);
    client.send("AUTH q:p\r\n*2\r\n$6\r\nLENGTH\r\n$100000\r\n" + payload + "\r\n");

    expect("+OK\r\n:100000\r\n");
  }

  @Test
  void endsAStrangerWhoSendsMoreThanALoginNeeds() throws IOException {
    client.send("*2\r\n$4\r\nAUTH\r\n$16385\r\n");

    assertThat(client.receiveAll())
        .startsWith("-ERR Protocol error: unauthenticated bulk length")
        .endsWith("(setting pepper.resp.before-login.max-bulk-bytes)\r\n");
  }

  @Test
  void skipsAnArgumentOverTheLimitAndKeepsTheConnection() throws IOException {
    client.send("AUTH x\r\n").line();
    String payload = "x".repeat(17 << 20);
    client.send(
        "PING\r\n*2\r\n$4\r\nECHO\r\n$" + payload.length() + "\r\n" + payload + "\r\nPING\r\n");

    assertThat(client.line()).isEqualTo("+PONG\r\n");
    assertThat(client.line()).contains("limit of 16777216", "pepper.resp.max-bulk-bytes");
    assertThat(client.line()).isEqualTo("+PONG\r\n");
  }

  @Test
  void answersEveryCommandOnceWhenTheHandlerThrows() throws IOException {
    client.send("PING\r\nTHROW\r\nPING\r\n");

    assertThat(client.line()).isEqualTo("+PONG\r\n");
    assertThat(client.line()).startsWith(INTERNAL);
    assertThat(client.line()).startsWith(INTERNAL);
    assertThat(client.send("PING\r\n").line()).isEqualTo("+PONG\r\n");
  }

  @Test
  void answersEveryCommandOnceWhenTheHandlerForgetsOrRepeats() throws IOException {
    client.send("PING\r\nSILENT\r\n");
    assertThat(client.line()).isEqualTo("+PONG\r\n");
    assertThat(client.line()).startsWith(INTERNAL);

    client.send("TWICE\r\n");
    assertThat(client.line()).isEqualTo("+ONE\r\n");
    assertThat(client.send("PING\r\n").line()).isEqualTo("+PONG\r\n");
  }

  @Test
  void closesAfterTheRepliesWhenTheHandlerAsksForIt() throws IOException {
    client.send("PING\r\nQUIT\r\nPING\r\n");

    assertThat(client.receiveAll()).isEqualTo("+PONG\r\n+OK\r\n");
  }

  @Test
  void switchesTheProtocolWithinABatch() throws IOException {
    client.send("HELLO 2\r\nHELLO 3\r\n");

    expect("*2\r\n$5\r\nproto\r\n:2\r\n%1\r\n$5\r\nproto\r\n:3\r\n");
  }

  @Test
  void tellsTheHandlerOnceThatAConnectionIsGone() throws IOException {
    client.send("PING\r\n").line();
    client.close();

    await().untilAsserted(() -> assertThat(handler.closed).hasValue(1));
    assertThat(server.server().connectionCount()).isZero();
  }

  @Test
  void refusesConnectionsOverTheLimitAndNamesTheReason() throws IOException {
    try (TestServer small = new TestServer(handler, Map.of("pepper.resp.max-connections", "1"));
        TestClient first = small.connect()) {
      first.send("PING\r\n").line();
      try (TestClient second = small.connect()) {
        assertThat(second.receiveAll()).isEqualTo("-ERR max number of clients reached\r\n");
      }
      first.close();
      await().until(() -> small.server().connectionCount() == 0);
      try (TestClient third = small.connect()) {
        assertThat(third.send("PING\r\n").line()).isEqualTo("+PONG\r\n");
      }
    }
  }

  private void expect(String replies) throws IOException {
    assertThat(client.receive(replies.length())).isEqualTo(replies);
  }

  private void sendQuietly(String text) {
    try {
      client.send(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
