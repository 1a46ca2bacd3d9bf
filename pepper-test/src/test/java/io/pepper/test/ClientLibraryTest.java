package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.client.Application;
import io.pepper.client.Instance;
import io.pepper.client.Instances;
import io.pepper.client.Registered;
import io.pepper.client.Registration;
import io.pepper.client.ServerDiscovery;
import io.pepper.client.ServerDiscoveryBuilder;
import io.pepper.client.Status;
import io.pepper.client.call.Caller;
import io.pepper.client.call.FailMode;
import io.pepper.client.select.Selectors;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The client library of discovery against two Peppers, which are killed and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientLibraryTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Pepper one = Pepper.embedded().with("pepper.node", "one");
  private final Pepper two = Pepper.embedded().with("pepper.node", "two");
  private final HttpClient http = HttpClient.newHttpClient();
  private boolean started;

  /** Each test leaves it running; the other one is for the test that needs it. */
  @BeforeEach
  void start() {
    if (!started) {
      started = true;
      one.start();
    }
  }

  @AfterAll
  void end() {
    one.close();
    two.close();
    http.close();
  }

  @Test
  void consumersSeeWhatProvidersDo() {
    try (ServerDiscovery consumer = at("consumer", one.httpUrl()).start();
        ServerDiscovery provider = provider("provider", one.httpUrl()).start()) {
      Application stock = consumer.watch("client.stock");
      Application other = consumer.watch("client.other");
      Registered registered =
          provider.register(
              Registration.of("client.stock", "http://10.0.0.7:80", "grpc://10.0.0.7:90")
                  .with("weight", "7")
                  .withVersion("v2"));
      await().atMost(LIMIT).until(() -> !stock.instances().list().isEmpty());
      Instance seen = stock.instances().list().getFirst();
      assertThat(seen.zone()).isEqualTo("zone01");
      assertThat(seen.hostname()).isEqualTo("provider");
      assertThat(seen.metadata()).containsEntry("weight", "7");
      assertThat(seen.version()).isEqualTo("v2");
      assertThat(seen.address("grpc")).contains("10.0.0.7:90");
      registered.set(Map.of("weight", "9"));
      await().atMost(LIMIT).until(() -> first(stock).metadata().get("weight").equals("9"));
      registered.set(Status.WAITING);
      await().atMost(LIMIT).until(() -> stock.instances().list().isEmpty());
      registered.set(Status.UP);
      await().atMost(LIMIT).until(() -> !stock.instances().list().isEmpty());
      registered.close();
      await().atMost(LIMIT).until(() -> stock.instances().list().isEmpty());
      assertThat(stock.instances().source()).isEqualTo(Instances.Source.REGISTRY);
      assertThat(other.instances().list()).isEmpty();
    }
  }

  @Test
  void callsGoOnWhenAnInstanceDies() throws Exception {
    try (ServerDiscovery consumer = at("consumer", one.httpUrl()).start();
        ServerDiscovery providerA = provider("a", one.httpUrl()).start();
        ServerDiscovery providerB = provider("b", one.httpUrl()).start()) {
      providerA.register(Registration.of("client.called", one.httpUrl()));
      providerB.register(Registration.of("client.called", "http://127.0.0.1:1"));
      Application called = consumer.watch("client.called");
      await().atMost(LIMIT).until(() -> called.instances().list().size() == 2);
      Caller caller =
          Caller.of(called).selector(Selectors.roundRobin()).failMode(FailMode.failOver(1)).build();
      Set<String> answered = ConcurrentHashMap.newKeySet();
      for (int i = 0; i < 10; i++) {
        answered.add(caller.call(this::ask));
      }
      assertThat(answered).containsExactly("a");
    }
  }

  @Test
  void killedNodesAreLeftAndListsStay() {
    try (ServerDiscovery consumer = at("consumer", one.httpUrl(), two.httpUrl()).start();
        ServerDiscovery provider = provider("provider", one.httpUrl(), two.httpUrl()).start()) {
      Application stock = consumer.watch("client.moved");
      List<Integer> seen = new CopyOnWriteArrayList<>();
      stock.onChange(instances -> seen.add(instances.list().size()));
      provider.register(Registration.of("client.moved", "http://10.0.0.7:80"));
      await().atMost(LIMIT).until(() -> seen.contains(1));
      two.start();
      Instant moved = Instant.now();
      one.kill();
      await().atMost(LIMIT).until(() -> isListed(two) && isConfirmed(stock, moved));
      Instant alone = Instant.now();
      two.kill();
      one.start();
      await().atMost(LIMIT).until(() -> isListed(one) && isConfirmed(stock, alone));
      assertThat(stock.instances().list()).hasSize(1);
      assertThat(seen.subList(seen.indexOf(1), seen.size())).doesNotContain(0);
    }
  }

  @Test
  void aConsumerThatStartsWithoutServersHasTheLastRunsList() {
    Path snapshot = one.folder().resolve("snapshot.json");
    try (ServerDiscovery provider = provider("provider", one.httpUrl()).start()) {
      provider.register(Registration.of("client.kept", "http://10.0.0.7:80"));
      try (ServerDiscovery consumer = at("consumer", one.httpUrl()).snapshot(snapshot).start()) {
        assertThat(consumer.watch("client.kept").await(LIMIT).list()).hasSize(1);
      }
      one.kill();
      try (ServerDiscovery consumer = at("consumer", one.httpUrl()).snapshot(snapshot).start()) {
        Application kept = consumer.watch("client.kept");
        assertThat(kept.await(LIMIT).list()).hasSize(1);
        assertThat(kept.instances().source()).isEqualTo(Instances.Source.SNAPSHOT);
        one.start();
        await().atMost(LIMIT).until(() -> kept.instances().source() == Instances.Source.REGISTRY);
        await().atMost(LIMIT).until(() -> kept.instances().list().size() == 1);
      }
    }
  }

  private static boolean isConfirmed(Application application, Instant since) {
    return application.instances().confirmed().isAfter(since);
  }

  private static Instance first(Application application) {
    return application.instances().list().getFirst();
  }

  private static ServerDiscoveryBuilder provider(String hostname, String... nodes) {
    return at(hostname, nodes).renewEvery(Duration.ofMillis(500));
  }

  private static ServerDiscoveryBuilder at(String hostname, String... nodes) {
    return ServerDiscovery.nodes(nodes)
        .environment("test")
        .zone("zone01")
        .hostname(hostname)
        .retry(Duration.ofMillis(50), Duration.ofMillis(500));
  }

  private boolean isListed(Pepper pepper) {
    try {
      return get(pepper.httpUrl() + "/discovery/fetch?env=test&appid=client.moved&status=1")
          .contains("\"code\":0");
    } catch (Exception e) {
      return false;
    }
  }

  private String ask(Instance instance) throws Exception {
    get("http://" + instance.address("http").orElseThrow() + "/health");
    return instance.hostname();
  }

  private String get(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
