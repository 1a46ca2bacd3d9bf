package io.pepper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a consumer sees when servers answer, badly or not at all. */
class WatchTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void listsFollowTheServer() {
    try (ScriptedServer server = new ScriptedServer();
        ServerDiscovery discovery = watching(server)) {
      Script.answerOnce(server, 0, Script.apps("shop.stock", 5, "a", "b"));
      Application stock = discovery.watch("shop.stock");
      assertThat(stock.await(LIMIT).list())
          .extracting(Instance::hostname)
          .containsExactly("a", "b");
      assertThat(stock.instances().source()).isEqualTo(Instances.Source.REGISTRY);
      assertThat(stock.instances().zoneWeights().get("one")).containsEntry("two", 3);
      Script.answerOnce(server, 5, Script.apps("shop.stock", 6, "b"));
      await().until(() -> stock.instances().list().size() == 1);
      await().until(() -> server.requests("polls").getLast().contains("latest_timestamp=6"));
    }
  }

  @Test
  void severalApplicationsShareOnePoll() {
    try (ScriptedServer server = new ScriptedServer().hangsOn("polls");
        ServerDiscovery discovery = watching(server)) {
      discovery.watch("shop.stock");
      await().until(() -> server.requests("polls").size() == 1);
      discovery.watch("shop.price");
      await().until(() -> server.requests("polls").size() == 2);
      assertThat(server.requests("polls").getLast())
          .contains("appid=shop.stock", "appid=shop.price", "hostname=host-1");
    }
  }

  @Test
  void vanishedOnlyWhenTheServerSaysSo() {
    try (ScriptedServer server = new ScriptedServer()) {
      try (ServerDiscovery discovery =
          RegistrationTest.builder(server.url()).renewEvery(Duration.ofMillis(100)).start()) {
        Script.answerOnce(server, 0, Script.apps("shop.stock", 5, "a"));
        Application stock = discovery.watch("shop.stock");
        stock.await(LIMIT);
        server.on("polls", "{\"code\":-500}");
        int before = server.requests("polls").size();
        await().until(() -> server.requests("polls").size() > before + 3);
        assertThat(stock.instances().list()).hasSize(1);
        server.on("polls", "{\"code\":0,\"data\":{},\"error\":{\"-404\":[\"shop.stock\"]}}");
        await().until(() -> stock.instances().list().isEmpty());
        assertThat(stock.instances().source()).isEqualTo(Instances.Source.REGISTRY);
      }
    }
  }

  /** Providers need a moment to come to the node that a consumer has moved to. */
  @Test
  void aNodeThatIsNewHereIsNotBelievedAtOnceThatNobodyIsThere() {
    String missing = "{\"code\":0,\"data\":{},\"error\":{\"-404\":[\"shop.stock\"]}}";
    try (ScriptedServer server = new ScriptedServer();
        ServerDiscovery discovery = watching(server)) {
      Script.answerOnce(server, 0, Script.apps("shop.stock", 5, "a"));
      Application stock = discovery.watch("shop.stock");
      stock.await(LIMIT);
      server.on("polls", "{\"code\":-500}");
      await().until(() -> server.requests("polls").getLast().contains("latest_timestamp=0"));
      server.on("polls", missing);
      int before = server.requests("polls").size();
      await().until(() -> server.requests("polls").size() > before + 1);
      assertThat(stock.instances().list()).hasSize(1);
      Script.answerOnce(server, 0, Script.apps("shop.stock", 3, "a"));
      await().until(() -> server.requests("polls").getLast().contains("latest_timestamp=3"));
      server.on("polls", missing);
      await().until(() -> stock.instances().list().isEmpty());
    }
  }

  /** A server that knew the application would have answered at once. */
  @Test
  void nothingNewToAFirstQuestionMeansThatNobodyIsThere() {
    try (ScriptedServer server = new ScriptedServer().on("polls", ScriptedServer.NOTHING_NEW);
        ServerDiscovery discovery = watching(server)) {
      Instances none = discovery.watch("shop.stock").await(LIMIT);
      assertThat(none.list()).isEmpty();
      assertThat(none.source()).isEqualTo(Instances.Source.REGISTRY);
    }
  }

  /** D3 of docs/compatibility.md: the original's clients ask 2,700 times a second then. */
  @Test
  void aServerThatRepeatsItselfIsNotAskedInATightLoop() {
    try (ScriptedServer server =
            new ScriptedServer().on("polls", Script.apps("shop.stock", 5, new String[0]));
        ServerDiscovery discovery = watching(server)) {
      discovery.watch("shop.stock").await(LIMIT);
      await().until(() -> server.requests("polls").size() > 2);
      assertThat(server.requests("polls")).hasSizeLessThan(10);
    }
  }

  @Test
  void hostileAnswersChangeNothing() {
    try (ScriptedServer server = new ScriptedServer()) {
      try (ServerDiscovery discovery = watching(server)) {
        Script.answerOnce(server, 0, Script.apps("shop.stock", 5, "a"));
        Application stock = discovery.watch("shop.stock");
        stock.await(LIMIT);
        for (String answer :
            List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"code\":\"0\"}",
                "{\"code\":0,\"data\":{\"shop.stock\":null}}",
                "{\"code\":0,\"data\":{\"shop.stock\":{\"instances\":null}}}",
                Script.apps("shop.stock", 0, "b"),
                "[".repeat(1_000_000),
                "{\"code\":0,\"data\":{\"shop.stock\":{\"instances\":{\"one\":[{\"hostname\":\"b")) {
          int before = server.requests("polls").size();
          server.on("polls", answer);
          await().until(() -> server.requests("polls").size() > before + 1);
          assertThat(stock.instances().list())
              .as(answer)
              .extracting(Instance::hostname)
              .containsExactly("a");
        }
        server.on("polls", oneGoodAmongBad());
        await().until(() -> stock.instances().list().getFirst().hostname().equals("good"));
        assertThat(stock.instances().list()).hasSize(1);
      }
    }
  }

  @Test
  void listenersHearTheNewestOneAtATime() {
    try (ScriptedServer server = new ScriptedServer().hangsOn("polls")) {
      try (ServerDiscovery discovery = watching(server)) {
        List<Integer> heard = new CopyOnWriteArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Thread> inside = new AtomicReference<>();
        Application stock = discovery.watch("shop.stock");
        stock.onChange(instances -> {
          assertThat(inside.getAndSet(Thread.currentThread())).isNull();
          heard.add(instances.list().size());
          awaitQuietly(go);
          inside.set(null);
        });
        stock.onChange(instances -> {
          throw new IllegalStateException("a listener that fails");
        });
        for (int i = 1; i <= 20; i++) {
          stock.update(Sample.hosts("one", i), Map.of());
        }
        go.countDown();
        await().until(() -> heard.contains(20));
        assertThat(heard).isSorted().hasSizeLessThanOrEqualTo(3);
      }
    }
  }

  @Test
  void aHangingNodeIsLeftWhenThePollIsOverdue() {
    try (ScriptedServer hanging = new ScriptedServer().hangsOn("polls");
        ScriptedServer good = new ScriptedServer()) {
      Script.answerOnce(good, 0, Script.apps("shop.stock", 5, "a"));
      try (ServerDiscovery discovery =
          RegistrationTest.builder(hanging.url(), good.url())
              .pollTime(Duration.ofMillis(-4_800))
              .start()) {
        assertThat(discovery.watch("shop.stock").await(LIMIT).list()).hasSize(1);
      }
    }
  }

  @Test
  void loadsComeFromTheServer() {
    long now = System.currentTimeMillis();
    try (ScriptedServer server =
            new ScriptedServer()
                .hangsOn("polls")
                .on(
                    "loads",
                    "{\"code\":0,\"data\":{\"a\":{\"load\":0.5,\"at\":%d},\"b\":{\"load\":-1}}}"
                        .formatted(now));
        ServerDiscovery discovery = watching(server)) {
      Application stock = discovery.watch("shop.stock");
      await().until(() -> !stock.loads().isEmpty());
      assertThat(stock.loads()).containsOnlyKeys("a");
      assertThat(stock.loads().get("a").load()).isEqualTo(0.5);
      assertThat(server.requests("loads")).containsOnly("loads?env=test&appid=shop.stock");
      for (int i = 0; i < 1_000; i++) {
        stock.loads();
      }
      assertThat(server.requests("loads")).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void isBounded() {
    try (ScriptedServer server = new ScriptedServer().hangsOn("polls");
        ServerDiscovery discovery = watching(server)) {
      for (int i = 0; i < 200; i++) {
        discovery.watch("app-" + i);
      }
      assertThat(discovery.watch("app-7")).isSameAs(discovery.watch("app-7"));
      assertThatThrownBy(() -> discovery.watch("one-more")).hasMessageContaining("unwatch some");
      discovery.unwatch("app-7");
      discovery.watch("one-more");
    }
  }

  private static ServerDiscovery watching(ScriptedServer server) {
    return RegistrationTest.builder(server.url()).start();
  }

  private static String oneGoodAmongBad() {
    return """
    {"code":0,"data":{"shop.stock":{"latest_timestamp":9,"scheduler":[{"src":1,"dst":null},7],
     "instances":{"one":[null,7,{},{"hostname":""},{"hostname":"waits","status":2},
       {"hostname":"good","status":1,"addrs":null,"metadata":{"weight":10,"x":null},"new":[]}]}}}}\
    """;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
