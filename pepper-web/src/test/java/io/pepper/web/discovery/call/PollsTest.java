package io.pepper.web.discovery.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.cluster.SharedRegistry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import io.pepper.settings.Settings;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.json.ApplicationJson;
import io.pepper.web.discovery.json.EncodedApplications;
import io.pepper.web.discovery.json.SchedulerShape;
import io.pepper.web.poll.Polls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollsTest {
  private static final Duration HOLD = Duration.ofSeconds(60);

  @TempDir Path data;
  private final HttpServer server = new HttpServer();
  private final CountDownLatch parked = new CountDownLatch(1);
  private Coordination coordination;
  private SharedRegistry registry;
  private Polls<PollRequest, EncodedReply> polls;
  private int port;

  @BeforeEach
  void open() throws IOException {
    Settings settings = Settings.of(Map.of("pepper.data", data.toString()));
    coordination = Coordinations.open(settings);
    registry = new SharedRegistry(coordination, "n1", Clock.systemUTC());
    registry.open();
    ApplicationJson json = new ApplicationJson(registry, SchedulerShape.of(settings));
    ApplicationLookup lookup = new ApplicationLookup(registry, new ServingNodes(null, settings));
    polls =
        new Polls<>(new PollAnswers(registry, lookup, new EncodedApplications(json), json), 1_000);
    polls.open();
    NetworkListener listener =
        new NetworkListener("test", InetAddress.getLoopbackAddress().getHostAddress(), 0);
    server.addListener(listener);
    server.getServerConfiguration().addHttpHandler(new Parking());
    server.start();
    port = listener.getPort();
  }

  /** Parks what arrives, whether there is news or not. */
  private final class Parking extends HttpHandler {
    @Override
    public void service(Request request, Response response) throws IOException {
      HttpExchange exchange = new HttpExchange(request, response);
      PollRequest poll = PollCall.request(exchange.parameters(), false);
      polls.park(poll, exchange.park(), HOLD);
      parked.countDown();
    }
  }

  @AfterEach
  void close() {
    polls.close();
    server.shutdownNow();
    registry.close();
    coordination.close();
  }

  /** A consumer that was switched over from another registry before its provider was. */
  @Test
  void givesTheListToWhoIsAheadOfAnApplicationThatCameLater() throws Exception {
    long ahead = 1_000_000 * System.currentTimeMillis() + Duration.ofMinutes(10).toNanos();
    CompletableFuture<String> list = poll("late", ahead);
    assertThat(parked.await(30, TimeUnit.SECONDS)).isTrue();
    long begin = System.nanoTime();

    register("late");

    assertThat(list.get(HOLD.toSeconds() / 2, TimeUnit.SECONDS)).contains("\"late\":{", "\"h1\"");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(polls.size()).isZero();
  }

  private CompletableFuture<String> poll(String app, long known) {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/polls?env=uat&hostname=c&appid=%s&latest_timestamp=%d"
                .formatted(port, app, known));
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build(),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  private void register(String app) {
    registry.register(
        new Registration(
            new InstanceKey(new AppKey("uat", app), "sh001", "h1"),
            "",
            "h1",
            List.of("grpc://10.0.0.1:9000"),
            Map.of(),
            Status.UP,
            "",
            Registration.DEFAULT_LIFETIME,
            Origin.HTTP));
  }
}
