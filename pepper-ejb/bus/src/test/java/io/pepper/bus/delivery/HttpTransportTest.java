package io.pepper.bus.delivery;

import static io.pepper.bus.delivery.HttpConsumer.reply;
import static io.pepper.bus.delivery.HttpConsumer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.FormSize;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTransportTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpConsumer consumer = HttpConsumer.start();
  private final DeliveryTransports carriers =
      new DeliveryTransports(() -> null, FormSize.DEFAULT_MAX_BYTES);

  private DeliveryTransport to(DeliveryMethod delivery) {
    return carriers.create(delivery, FormSize.DEFAULT_MAX_BYTES);
  }

  @AfterEach
  void close() {
    carriers.close();
    consumer.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200, 503, SUCCEEDED",
    "200, 500, FAILED",
    "404, 200, REFUSED",
    "500, 200, FAILED",
    "400, 200, FAILED",
    "502, 200, FAILED"
  })
  void headerCodeDecidesUnlessTheScriptDied(String code, int status, DeliveryResult verdict) {
    consumer.onJobs((request, exchange) -> {
      exchange.getResponseHeaders().set("Code", code);
      exchange.getResponseHeaders().set("Error-Code", "12");
      send(exchange, status, "said");
    });

    ConsumerResponse answer = deliver();

    assertThat(answer.result()).isEqualTo(verdict);
    assertThat(answer.errorCode()).isEqualTo("12");
    assertThat(answer.headers().get())
        .containsEntry("code", code)
        .containsEntry("status", Integer.toString(status));
    assertThat(answer.text()).isEqualTo("said");
  }

  @Test
  void aHostThatAcceptsNoConnectionIsNoAttempt() throws IOException {
    List<Socket> backlog = new ArrayList<>();
    try (ServerSocket deaf = new ServerSocket(0, 1)) {
      // Twice: on a busy machine a connection may only be slow.
      while (connects(deaf, backlog) || connects(deaf, backlog)) {
        assertThat(backlog).hasSizeLessThan(20);
      }
      URI url = URI.create("http://localhost:" + deaf.getLocalPort() + "/?key=secret");

      ConsumerResponse answer =
          to(new DeliveryMethod.Http(url, Map.of())).deliver(parcel(), Duration.ofMillis(500));

      assertThat(answer.result()).isEqualTo(DeliveryResult.RETURNED);
      assertThat(answer.error()).contains("localhost:").doesNotContain("secret");
    } finally {
      for (Socket each : backlog) {
        each.close();
      }
    }
  }

  private static boolean connects(ServerSocket server, List<Socket> connected) throws IOException {
    Socket socket = new Socket();
    connected.add(socket);
    try {
      socket.connect(new InetSocketAddress("localhost", server.getLocalPort()), 500);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Test
  void sendsBothSpellingsOfTheFlagAndPeppersOwnHeaders() {
    DeliveryMethod.Http target =
        new DeliveryMethod.Http(
            consumer.url(), Map.of("Host", "jobs.example", "Authorization", "Bearer 7"));

    to(target).deliver(parcel(), LIMIT);

    Headers headers = consumer.jobs().getFirst().headers();
    assertThat(headers.getFirst("IS-PEPPER-BUS-REQUEST")).isEqualTo("true");
    assertThat(headers.getFirst("IS_PEPPER_BUS_REQUEST")).isEqualTo("true");
    assertThat(headers.getFirst("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(headers.getFirst("Pepper-Job-Id")).isEqualTo("13613428983021453313");
    assertThat(headers.getFirst("Pepper-Attempt")).isEqualTo("1");
    assertThat(headers.getFirst("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(headers.getFirst("Host")).isEqualTo("jobs.example");
    assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer 7");
    assertThat(consumer.jobs().getFirst().body()).endsWith("&queue=queue1&topic=topic1&type=data");
  }

  @Test
  void doesNotFollowRedirectsAndSaysSo() {
    consumer.onJobs((request, exchange) -> {
      exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
      send(exchange, 302, "");
    });

    ConsumerResponse answer = deliver();

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error())
        .isEqualTo(
            "the answer has no header Code (HTTP status 302, a redirect to"
                + " http://127.0.0.1:1/elsewhere, not followed: set the topic's url to the final"
                + " address)");
  }

  @Test
  void keepsOnlyTheBeginningOfALongAnswer() {
    consumer.onJobs((request, exchange) -> reply(exchange, "200", "y".repeat(1_000_000)));

    ConsumerResponse answer = deliver();

    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
    assertThat(answer.body()).hasSize(ConsumerResponse.MAX_BODY_BYTES);
  }

  @Test
  void stopsReadingAnEndlessAnswer() {
    consumer.onJobs((request, exchange) -> {
      exchange.getResponseHeaders().set("Code", "200");
      exchange.sendResponseHeaders(200, 0);
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < 1000; i++) {
        exchange.getResponseBody().write(chunk);
      }
      exchange.close();
    });

    assertThat(deliver().result()).isEqualTo(DeliveryResult.SUCCEEDED);
  }

  @Test
  void limitsTheWholeExchangeEvenWhenHeadersCameInTime() {
    CountDownLatch end = new CountDownLatch(1);
    consumer.onJobs((request, exchange) -> {
      exchange.getResponseHeaders().set("Code", "200");
      exchange.sendResponseHeaders(200, 10);
      exchange.getResponseBody().write(1);
      exchange.getResponseBody().flush();
      awaitEnd(end);
    });

    ConsumerResponse answer = to(consumer.delivery()).deliver(parcel(), Duration.ofMillis(300));
    end.countDown();

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error()).isEqualTo("no complete answer within 300 ms");
  }

  @Test
  void refusedConnectionsAndUnknownHostsAreNoAttempt() {
    consumer.down();

    assertThat(deliver().result()).isEqualTo(DeliveryResult.RETURNED);
    assertThat(deliver().error()).contains("cannot reach 127.0.0.1:");
    ConsumerResponse unknown =
        to(new DeliveryMethod.Http(java.net.URI.create("http://no.such.host.invalid/"), Map.of()))
            .deliver(parcel(), LIMIT);
    assertThat(unknown.result()).isEqualTo(DeliveryResult.RETURNED);
  }

  @Test
  void aConnectionCutInMidAnswerIsAFailedAttempt() {
    consumer.onJobs((request, exchange) -> exchange.close());

    ConsumerResponse answer = deliver();

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error())
        .startsWith("no complete answer from 127.0.0.1:")
        .endsWith(
            ": it closed the connection without an answer; is it an HTTP server, and did it crash or restart?");
  }

  @Test
  void pingsReadTheListInTheBody() {
    DeliveryTransport carrier = to(consumer.delivery());

    assertThat(carrier.ping(TOPIC, LIMIT).succeeded()).isTrue();
    assertThat(carrier.ping(TopicId.of("queue1", "topic2"), LIMIT).error())
        .isEqualTo(
            "topic no register: queue1/topic2; the consumer lists: other/topic,queue1/topic1");
    assertThat(consumer.pings().getFirst().body())
        .isEqualTo("IS_PEPPER_BUS_REQUEST=true&type=ping");
  }

  @Test
  void keepsConnectionsBetweenDeliveries() {
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    consumer.onJobs((request, exchange) -> {
      ports.add(exchange.getRemoteAddress().getPort());
      reply(exchange, "200", "");
    });

    for (int i = 0; i < 20; i++) {
      assertThat(deliver().succeeded()).isTrue();
    }

    assertThat(ports).hasSizeLessThanOrEqualTo(2);
  }

  private static void awaitEnd(CountDownLatch end) throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private ConsumerResponse deliver() {
    return to(consumer.delivery()).deliver(parcel(), LIMIT);
  }

  private static DeliveryRequest parcel() {
    Job job = Job.accepted(JobId.parse("13613428983021453313"), "t", "p".getBytes(UTF_8));
    return new DeliveryRequest(
        TOPIC, List.of(job.attemptStarted(java.time.Instant.EPOCH)), "7-0-0");
  }

  @Test
  void ofSeveralCodesTheOneThatSaysNotDoneCounts() {
    for (List<String> codes : List.of(List.of("200", "500"), List.of("500", "200"))) {
      consumer.onJobs((request, exchange) -> {
        exchange.getResponseHeaders().put("Code", codes);
        send(exchange, 200, "said");
      });

      assertThat(deliver().result()).isEqualTo(DeliveryResult.FAILED);
      assertThat(deliver().code()).isEqualTo("500");
    }
    consumer.onJobs((request, exchange) -> {
      exchange.getResponseHeaders().set("Code", "200, 200");
      send(exchange, 200, "");
    });
    assertThat(deliver().result()).isEqualTo(DeliveryResult.SUCCEEDED);
  }

  @Test
  void aMissingScriptBehindAWebServerIsNoAttemptAndNoOther404() {
    consumer.onJobs((request, exchange) -> send(exchange, 404, "File not found.\n"));
    assertThat(deliver().result()).isEqualTo(DeliveryResult.MISSING);
    assertThat(deliver().error()).contains("php-fpm has no script", "HTTP status 404");

    consumer.onJobs((request, exchange) -> send(exchange, 404, "No such page"));
    assertThat(deliver().result()).isEqualTo(DeliveryResult.FAILED);
    consumer.onJobs((request, exchange) -> {
      exchange.getResponseHeaders().set("Code", "500");
      send(exchange, 404, "File not found.\n");
    });
    assertThat(deliver().result()).isEqualTo(DeliveryResult.FAILED);
  }

  @Test
  void aFormTooLargeForTheWebServerNamesItsLimit() {
    consumer.onJobs((request, exchange) -> send(exchange, 413, ""));

    assertThat(deliver().error()).contains("HTTP status 413", "client_max_body_size");
  }

  @Test
  void noHeaderIsLongerThanWebServersTake() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      jobs.add(Job.accepted(new JobId(-1L - i), "1-0-0", "x".getBytes(UTF_8)));
    }

    ConsumerResponse answer =
        to(consumer.delivery()).deliver(new DeliveryRequest(TOPIC, jobs, "7-0-12017"), LIMIT);

    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
    assertThat(consumer.jobs().getFirst().headers().values().stream().flatMap(List::stream))
        .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(4096));
    assertThat(consumer.jobs().getFirst().jobs().split("\"id\"")).hasSize(501);
  }

  @Test
  void jobsOfMoreThanOneFormGoInSeveral() {
    List<Integer> sizes = new ArrayList<>();
    consumer.onJobs((request, exchange) -> {
      sizes.add(request.headers().getFirst("Pepper-Job-Id").split(",").length);
      reply(exchange, "200", "");
    });
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      jobs.add(Job.accepted(new JobId(-1L - i), "1-0-0", "\"".repeat(10_000).getBytes(UTF_8)));
    }

    ConsumerResponse answer =
        carriers
            .create(consumer.delivery(), 200_000)
            .deliver(new DeliveryRequest(TOPIC, jobs, "7-0-12017"), LIMIT);

    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
    assertThat(answer.results()).isEmpty();
  }
}
