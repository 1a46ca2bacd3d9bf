package io.pepper.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.pepper.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.util.Map;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestFiltersTest {
  private static final RequestRules RULES = RequestRules.of(Settings.of(Map.of()));

  private final RequestFilters filters = new RequestFilters();
  private final HttpServer server = new HttpServer();

  @AfterEach
  void stop() {
    filters.remove();
    server.shutdownNow();
  }

  @Test
  void namesEverythingThatMayBeWrongWithAPath() throws IOException {
    int port = start(null);

    assertThat(answerTo(port, "/%zz"))
        .startsWith("HTTP/1.1 400 ")
        .contains("two hexadecimal digits", "%25", "%2F", "encoded-slash-enabled");
  }

  @Test
  void readsPathsInTheListenersEncoding() throws IOException {
    assertThat(answerTo(start(ISO_8859_1), "/caf%e9")).startsWith("HTTP/1.1 204 ");
  }

  @Test
  void readsPathsAsUtf8IfTheListenerSaysNothing() throws IOException {
    int port = start(null);

    assertThat(answerTo(port, "/caf%c3%a9")).startsWith("HTTP/1.1 204 ");
    assertThat(answerTo(port, "/caf%e9")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void startsOnAServerThatIsOtherwiseThanExpected() {
    assertThatCode(
            () -> {
              filters.install(
                  () -> {
                    throw new NullPointerException("no configuration");
                  },
                  RULES);
              filters.install(
                  () -> {
                    throw new NoSuchMethodError("changed");
                  },
                  RULES);
              filters.install(
                  () -> {
                    throw new ClassNotFoundException("gone");
                  },
                  RULES);
            })
        .doesNotThrowAnyException();
  }

  private int start(Charset encoding) throws IOException {
    NetworkListener listener =
        new NetworkListener("test", InetAddress.getLoopbackAddress().getHostAddress(), 0);
    server.addListener(listener);
    server
        .getServerConfiguration()
        .addHttpHandler(
            new HttpHandler() {
              @Override
              public void service(Request request, Response response) {
                response.setStatus(204);
              }
            });
    server.start();
    HttpServerFilter last =
        (HttpServerFilter)
            listener
                .getFilterChain()
                .get(listener.getFilterChain().indexOfType(HttpServerFilter.class));
    last.getHttpHandler().setRequestURIEncoding(encoding);
    filters.install(() -> Map.of("test", listener.getFilterChain()), RULES);
    return listener.getPort();
  }

  private static String answerTo(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
