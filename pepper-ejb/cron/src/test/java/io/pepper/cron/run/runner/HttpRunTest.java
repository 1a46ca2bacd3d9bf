package io.pepper.cron.run.runner;

import static io.pepper.cron.run.runner.RunFixture.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.runner.RunFixture.FinishedRun;
import io.pepper.cron.run.runner.RunFixture.StartedRun;
import io.pepper.fixtures.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRunTest {
  private record Request(String method, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  /** Answers a request; may take its time. */
  private interface Handler {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @TempDir Path data;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private RunFixture cron;

  @BeforeEach
  void open() throws IOException {
    cron = new RunFixture(data, null);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    cron.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void sendsWhatTheJobSaysAndWhatItIsAbout() {
    on("/run", exchange -> send(exchange, 201, "made\n"));

    FinishedRun ran =
        cron.run(
            new RunTarget.HttpTarget(
                "PUT", url("/run?a=b"), Map.of("X-Key", "k"), "application/json", "{\"ü\":1}"));

    assertThat(ran.ending())
        .isEqualTo(new AttemptResult(RunState.SUCCEEDED, OptionalInt.empty(), ""));
    assertThat(ran.text()).isEqualTo("made\n");
    Request request = requests.getFirst();
    assertThat(request.method).isEqualTo("PUT");
    assertThat(request.body).isEqualTo("{\"ü\":1}");
    assertThat(request.header("Content-type")).isEqualTo("application/json");
    assertThat(request.header("X-key")).isEqualTo("k");
    assertThat(request.header("Idempotency-key")).isEqualTo("nightly/2026-03-01T04:00:00Z/0");
    assertThat(request.header("Pepper-job")).isEqualTo("nightly");
    assertThat(request.header("Pepper-run")).isEqualTo(ran.attempt().id().value());
    assertThat(request.header("Pepper-nominal")).isEqualTo("2026-03-01T04:00:00Z");
    assertThat(request.header("Pepper-attempt")).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource({
    "200, SUCCEEDED, ''",
    "204, SUCCEEDED, ''",
    "302, FAILED, 'HTTP status 302, a redirect to /other, not followed: set the job''s url to the final address'",
    "404, FAILED, 'HTTP status 404'",
    "500, FAILED, 'HTTP status 500'"
  })
  void theStatusDecides(int status, RunState state, String problem) {
    on("/other", exchange -> send(exchange, 200, "followed"));
    on(
        "/run",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/other");
          send(exchange, status, status == 204 ? "" : "said");
        });

    FinishedRun ran = cron.run(get("/run"));

    assertThat(ran.ending()).isEqualTo(new AttemptResult(state, OptionalInt.empty(), problem));
    assertThat(ran.text()).isEqualTo(status == 204 ? "" : "said");
    assertThat(requests).hasSize(1);
  }

  @Test
  void theTimeLimitCoversABodyThatNeverEnds() {
    on("/run", HttpRunTest::dribble);

    FinishedRun ran = cron.run(get("/run"), Duration.ofMillis(500), GRACE);

    assertThat(ran.ending())
        .isEqualTo(
            new AttemptResult(RunState.FAILED, OptionalInt.empty(), "timed out after PT0.5S"));
    assertThat(ran.text()).startsWith("part\npart\n");
  }

  @Test
  void aStopBreaksItOff() throws Exception {
    on("/run", HttpRunTest::dribble);
    StartedRun going = cron.going(get("/run"));
    await().until(() -> going.output.total() > 0);

    going.stop.request("admin asked");

    assertThat(going.ending.get(10, TimeUnit.SECONDS))
        .isEqualTo(new AttemptResult(RunState.KILLED, OptionalInt.empty(), "admin asked"));
    // The server's next writes find nobody.
    await().until(() -> broken);
  }

  @Test
  void saysWhyThereIsNoAnswer() {
    int port = FreePorts.next();
    RunTarget nobody =
        new RunTarget.HttpTarget(
            "GET", URI.create("http://127.0.0.1:" + port + "/"), Map.of(), "", "");
    assertThat(cron.run(nobody).ending().problem())
        .isEqualTo(
            "cannot reach 127.0.0.1:"
                + port
                + ": nobody listens there; start the server, or correct the address");

    on("/run", HttpExchange::close);
    assertThat(cron.run(get("/run")).ending().problem())
        .isEqualTo(
            "no complete answer from 127.0.0.1:%d: it closed the connection without an answer; is it an HTTP server, and did it crash or restart?"
                .formatted(server.getAddress().getPort()));
  }

  @Test
  void keepsAsMuchOfALargeBodyAsOfAnyOutput() {
    on("/run", exchange -> send(exchange, 200, "0123456789".repeat(3_000_000)));

    FinishedRun ran = cron.run(get("/run"));

    assertThat(ran.ending().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(ran.output().total()).isEqualTo(30_000_000);
    assertThat(ran.output().length()).isBetween(10L << 20, (10L << 20) + 100);
  }

  private static volatile boolean broken;

  private static void dribble(HttpExchange exchange) throws IOException, InterruptedException {
    broken = false;
    exchange.sendResponseHeaders(200, 0);
    try {
      while (true) {
        exchange.getResponseBody().write("part\n".getBytes());
        exchange.getResponseBody().flush();
        Thread.sleep(10);
      }
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  private void on(String path, Handler handler) {
    server.createContext(
        path,
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes());
          requests.add(
              new Request(
                  exchange.getRequestMethod(), Map.copyOf(exchange.getRequestHeaders()), body));
          try {
            handler.answer(exchange);
          } catch (InterruptedException e) {
            exchange.close();
          }
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes();
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private RunTarget get(String path) {
    return new RunTarget.HttpTarget("GET", url(path), Map.of(), "text/plain", "");
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }
}
