package io.pepper.config;

import static io.pepper.config.ConfigNode.MAIN;
import static io.pepper.config.ConfigNode.OTHER;
import static io.pepper.config.ConfigNode.SHOP;
import static io.pepper.config.ConfigNode.key;
import static io.pepper.config.ConfigNode.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pepper.concurrent.Backoff;
import io.pepper.config.cluster.UnsentNotices;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.webhook.WebhookSender;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.ValueJson;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.coordination.membership.LeaderElection;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWebhookTest {
  @TempDir Path folder;
  private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private Coordination coordination;
  private ConfigNode node;
  private UnsentNotices notices;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::answer);
    server.start();
    coordination = new EmbeddedCoordination(folder);
    node =
        new ConfigNode(coordination, null, Map.of("pepper.config.secrets.keys", ConfigNode.KEYS));
    node.now = Clock.systemUTC().instant();
    notices = new UnsentNotices(node.table);
    URI address =
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=s3cret");
    node.files.define(SHOP, present -> new DomainSettings("shop", false, Optional.of(address)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(ValueJson.read(exchange.getRequestBody().readAllBytes()));
      keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      Integer status = statuses.poll();
      exchange.sendResponseHeaders(status == null ? 204 : status, -1);
    }
  }

  @AfterEach
  void close() {
    node.close();
    coordination.close();
    server.stop(0);
  }

  private WebhookSender sender(String name) {
    WebhookSender sender =
        new WebhookSender(
            notices,
            new LeaderElection(coordination, "config/webhooks", name, Duration.ofSeconds(2)),
            Clock.systemUTC(),
            Duration.ofMillis(20),
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)));
    sender.start();
    return sender;
  }

  private void allSent() {
    await().atMost(Duration.ofSeconds(30)).until(() -> notices.domains().isEmpty());
  }

  private List<Long> versions() {
    return bodies.stream().map(body -> body.getJsonNumber("version").longValue()).toList();
  }

  @Test
  void saysWhatWasPublishedWithoutValues() {
    node.publish(
        new FileEdit.ChangeKeys(MAIN, List.of(secret("password", "hunter2"), key("a", "visible"))),
        new FileEdit.ChangeKeys(OTHER, List.of(key("a", "1"))));
    try (WebhookSender sender = sender("one")) {
      allSent();
    }
    JsonObject body = bodies.getFirst();
    assertThat(body.toString())
        .contains(
            "\"event\":\"configPublished\",\"domain\":\"shop\",\"version\":1,\"kind\":\"PUBLISHED\",\"author\":\"ann\",\"note\":\"because\"")
        .contains(
            "[{\"file\":\"bj/other.conf\",\"state\":\"CHANGED\"},{\"file\":\"main.conf\",\"state\":\"CHANGED\"}]")
        .doesNotContain("hunter2")
        .doesNotContain("visible")
        .doesNotContain("password");
    assertThat(keys).containsExactly(body.getString("id"));
  }

  @Test
  void repeatsUntilItArrivesAndKeepsTheOrder() {
    statuses.addAll(List.of(500, 302, 404));
    for (int i = 1; i <= 5; i++) {
      node.publish(MAIN, key("a", "" + i));
    }
    try (WebhookSender sender = sender("one")) {
      allSent();
    }
    assertThat(versions()).containsExactly(1L, 1L, 1L, 1L, 2L, 3L, 4L, 5L);
    assertThat(keys.subList(0, 4)).containsOnly(keys.getFirst());
    assertThat(keys).as("each its own").hasSize(8).contains(keys.getLast());
  }

  @Test
  void anotherNodeGoesOnWhereOneDied() {
    server.removeContext("/hook");
    node.publish(MAIN, key("a", "1"));
    try (WebhookSender first = sender("one")) {
      await().until(() -> coordination.get("config/webhooks").isPresent());
    }
    assertThat(notices.domains()).containsExactly(SHOP);
    server.createContext("/hook", this::answer);

    try (WebhookSender second = sender("two")) {
      allSent();
    }
    assertThat(versions()).containsExactly(1L);
  }

  @Test
  void twoNodesDoNotSendTheSame() {
    try (WebhookSender first = sender("one");
        WebhookSender second = sender("two")) {
      for (int i = 1; i <= 20; i++) {
        node.publish(MAIN, key("a", "" + i));
        first.changed(SHOP);
        second.changed(SHOP);
      }
      allSent();
    }
    assertThat(versions())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  void theOldestOfTooManyAreForgotten() {
    for (int i = 1; i <= 103; i++) {
      node.publish(MAIN, key("a", "" + i));
    }
    assertThat(notices.first(SHOP).get().publish().revision().version()).isEqualTo(4);
    node.files.deleteDomain(SHOP, "ann", "");
    try (WebhookSender sender = sender("one")) {
      allSent();
    }
    assertThat(versions()).hasSize(100).endsWith(103L, 104L);
    assertThat(bodies.getLast().getString("kind")).isEqualTo("DOMAIN_DELETED");
  }

  @Test
  void whatIsADayOldIsGivenUp() {
    node.now = node.now.minus(Duration.ofHours(25));
    node.publish(MAIN, key("a", "1"));
    node.now = Clock.systemUTC().instant();
    node.publish(MAIN, key("a", "2"));
    statuses.add(500);
    try (WebhookSender sender = sender("one")) {
      allSent();
    }
    assertThat(versions()).containsExactly(1L, 2L);
  }

  @Test
  void aDomainWithoutAWebhookLeavesNoNotice() {
    node.files.define(SHOP, present -> DomainSettings.DEFAULT);
    node.publish(MAIN, key("a", "1"));

    assertThat(notices.domains()).isEmpty();
  }
}
