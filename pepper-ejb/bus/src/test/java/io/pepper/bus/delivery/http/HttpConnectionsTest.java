package io.pepper.bus.delivery.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.outbound.NetworkFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers do to connections. */
class HttpConnectionsTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final HttpConnections connections = new HttpConnections();
  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    connections.close();
    server.close();
  }

  /** Serves each connection with one answer for each request, then ends it if that is wanted. */
  private void serve(String answer, boolean isEnded) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              Socket socket = server.accept();
              accepted.add(socket);
              Thread.ofVirtual().start(() -> answerAll(socket, answer, isEnded));
            }
          } catch (IOException closed) {
            // The test is over.
          }
        });
  }

  private static void answerAll(Socket socket, String answer, boolean isEnded) {
    try {
      InputStream in = socket.getInputStream();
      do {
        readRequest(in);
        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
      } while (!isEnded);
      socket.close();
    } catch (IOException closed) {
      // By the client.
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith("\r\n\r\nbody")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended");
      }
      text.append((char) next);
    }
  }

  private HttpConnections.ServerResponse post() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x");
    return connections.post(url, Map.of("A", "1"), "body".getBytes(ISO_8859_1), LIMIT, 10);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it closed the connection without an answer",
    "'SSH-2.0-OpenSSH_9.2\r\n', 'it closed the connection without an answer; is it an HTTP server'",
    "'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok', it ended its answer before it was complete",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok', it ended its answer before"
  })
  void aBadAnswerIsDescribed(String answer, String words) {
    serve(answer.replace("\\r", "\r").replace("\\n", "\n"), true);

    assertThatThrownBy(this::post)
        .isInstanceOf(IOException.class)
        .satisfies(problem -> assertThat(NetworkFailure.words(problem)).startsWith(words));
  }

  @Test
  void headersHaveALimit() {
    serve("HTTP/1.1 200 OK\r\nA: " + "x".repeat(70_000) + "\r\n\r\n", false);

    assertThatThrownBy(this::post)
        .satisfies(problem -> assertThat(NetworkFailure.words(problem)).startsWith("the headers"));
  }

  @Test
  void aConnectionThatTheServerEndedWhileItWasIdleIsNotUsedAgain() throws Exception {
    serve(GOOD, false);
    for (int i = 0; i < 20; i++) {
      assertThat(post().status()).isEqualTo(200);
      accepted.take().close();
    }
  }

  @Test
  void aServerThatAnnouncesTheEndOfTheConnectionIsUnderstood() throws Exception {
    serve(GOOD.replace("OK\r\n", "OK\r\nConnection: close\r\n"), true);

    for (int i = 0; i < 5; i++) {
      assertThat(post().body()).asString().isEqualTo("ok");
    }
    assertThat(accepted).hasSize(5);
  }

  @Test
  void aClosedClientEndsItsExchanges() throws Exception {
    serve("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", false);
    Thread closing =
        Thread.ofVirtual()
            .start(() -> {
              try {
                accepted.take();
                connections.close();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });

    assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    closing.join();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsTheExchange(boolean isVirtual) throws Exception {
    serve("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", false);
    LinkedBlockingQueue<Throwable> problems = new LinkedBlockingQueue<>();
    Thread waiting =
        (isVirtual ? Thread.ofVirtual() : Thread.ofPlatform())
            .start(() -> {
              try {
                post();
              } catch (Exception e) {
                problems.add(e);
              }
            });
    accepted.take();

    waiting.interrupt();

    assertThat(problems.poll(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
  }
}
