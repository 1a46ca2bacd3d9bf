package io.pepper.web.login.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderCallsTest {
  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpServer server;
  private ProviderCalls calls;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    calls = new ProviderCalls(SSLContext.getDefault(), Duration.ofMillis(500));
    server.start();
  }

  @AfterEach
  void end() {
    ended.countDown();
    calls.close();
    server.stop(0);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** A limit for each byte would let it go on for hours. */
  @Test
  void endsAnAnswerThatDrips() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write('x');
            out.flush();
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    long begun = System.nanoTime();

    assertThatThrownBy(() -> calls.get(at("/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pepper.oidc.timeout");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void endsAnAnswerThatIsTooLong() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(new byte[2 << 20]);
          }
        });

    assertThatThrownBy(() -> calls.get(at("/"))).isInstanceOf(IOException.class);
  }

  @Test
  void followsNoRedirects() {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    assertThatThrownBy(() -> calls.get(at("/"))).hasMessageContaining("status 302");
  }

  @Test
  void saysWhoIsAway() {
    server.stop(0);

    assertThatThrownBy(() -> calls.get(at("/")))
        .hasMessageContaining("cannot reach 127.0.0.1:" + at("/").getPort());
  }
}
