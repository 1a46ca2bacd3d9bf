package io.pepper.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a program sees of a file while servers answer, badly or not at all. */
class ConfigClientTest {
  static final Duration LIMIT = Duration.ofSeconds(10);
  static final String TEN = "\"timeout\":{\"type\":\"int\",\"value\":\"10\"}";
  static final String TWENTY = "\"timeout\":{\"type\":\"int\",\"value\":\"20\"}";
  static final String HOST = "\"host\":{\"type\":\"string\",\"value\":\"db1\"}";

  static ConfigClientBuilder builder(String... urls) {
    return ConfigClient.servers(urls)
        .domain("shop")
        .node("n1")
        .retry(Duration.ofMillis(10), Duration.ofMillis(20));
  }

  @Test
  void valuesFollowTheServer() throws InterruptedException {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, TEN);
        ConfigClient client = builder(server.url()).start()) {
      ConfigFile cart = client.file("cart.conf");
      ConfigValues first = cart.await(LIMIT);
      assertThat(first.getInt("timeout")).isEqualTo(10);
      assertThat(cart.status().source()).isEqualTo(ConfigStatus.Source.SERVER);
      assertThat(cart.status().staleSince()).isEmpty();

      server.publish(4, TWENTY);

      await().until(() -> cart.values().getInt("timeout") == 20);
      assertThat(cart.values().revision()).isEqualTo(4);
      assertThat(first.getInt("timeout")).isEqualTo(10);
      assertThat(client.file("cart.conf")).isSameAs(cart);
      assertThat(server.requests()).hasSizeLessThan(5);
    }
  }

  @Test
  void saysWhichNodeItIs() throws InterruptedException {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, TEN);
        ConfigClient client =
            builder(server.url())
                .node("10.0.0.7:80")
                .section("blue green")
                .label("zone", "eu")
                .label("tier", "web:1")
                .token("pepper_secret")
                .start()) {
      client.file("bj/my cart.conf").await(LIMIT);

      assertThat(server.requests().getFirst())
          .isEqualTo(
              "/api/v1/config/domains/shop/files/bj/my%20cart.conf/wait?node=10.0.0.7%3A80&section=blue+green&labels=tier%3Aweb%3A1%2Czone%3Aeu&revision=0&timeout=30");
      assertThat(server.authorizations()).containsExactly("Bearer pepper_secret");
    }
  }

  @Test
  void listenersHearOfEachRevisionThatChangesSomething() throws InterruptedException {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, TEN);
        ConfigClient client = builder(server.url()).start()) {
      ConfigFile cart = client.file("cart.conf");
      List<ConfigChange> heard = new CopyOnWriteArrayList<>();
      List<Boolean> virtual = new CopyOnWriteArrayList<>();
      cart.await(LIMIT);
      cart.onChange(change -> {
        virtual.add(Thread.currentThread().isVirtual());
        heard.add(change);
      });

      server.publish(4, TWENTY + "," + HOST);
      await().until(() -> heard.size() == 1);
      server.publish(5, TWENTY + "," + HOST);
      await().until(() -> cart.values().revision() == 5);
      server.publish(6, HOST);
      await().until(() -> heard.size() == 2);

      assertThat(heard.getFirst().changed()).containsExactly("timeout");
      assertThat(heard.getFirst().added()).containsExactly("host");
      assertThat(heard.getFirst().before().getInt("timeout")).isEqualTo(10);
      assertThat(heard.getLast().removed()).containsExactly("timeout");
      assertThat(heard.getLast().added()).isEmpty();
      assertThat(heard.getLast().after().revision()).isEqualTo(6);
      assertThat(virtual).containsOnly(true);
    }
  }

  @Test
  void aListenerThatWasThereFirstHearsOfAllKeys() {
    try (ScriptedConfigServer server = new ScriptedConfigServer();
        ConfigClient client = builder(server.url()).start()) {
      List<ConfigChange> heard = new CopyOnWriteArrayList<>();
      client.file("cart.conf").onChange(heard::add);

      server.publish(3, TEN + "," + HOST);

      await().until(() -> heard.size() == 1);
      assertThat(heard.getFirst().added()).containsExactly("timeout", "host");
    }
  }

  @Test
  void aListenerThatFailsOrHangsHarmsNoOther() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, TEN);
        ConfigClient client = builder(server.url()).start()) {
      ConfigFile cart = client.file("cart.conf");
      cart.await(LIMIT);
      List<Integer> failing = new CopyOnWriteArrayList<>();
      List<Integer> closed = new CopyOnWriteArrayList<>();
      List<Integer> good = new CopyOnWriteArrayList<>();
      cart.onChange(change -> {
        failing.add(1);
        throw new IllegalStateException("as the test wants it");
      });
      cart.onChange(change -> {
        try {
          never.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      cart.onChange(change -> closed.add(1)).close();
      cart.onChange(change -> good.add(change.after().getInt("timeout")));

      server.publish(4, TWENTY);
      await().until(() -> good.size() == 1 && failing.size() == 1);
      server.publish(5, TEN);
      await().until(() -> good.size() == 2 && failing.size() == 2);

      assertThat(good).containsExactly(20, 10);
      assertThat(closed).isEmpty();
    } finally {
      never.countDown();
    }
  }

  @Test
  void anotherServerIsAskedWhenOneFails() throws InterruptedException {
    ScriptedConfigServer dead = new ScriptedConfigServer();
    dead.close();
    try (ScriptedConfigServer broken = new ScriptedConfigServer().answers(500, "{}");
        ScriptedConfigServer good = new ScriptedConfigServer().publish(3, TEN);
        ConfigClient client = builder(dead.url(), broken.url(), good.url()).start()) {
      assertThat(client.file("cart.conf").await(LIMIT).getInt("timeout")).isEqualTo(10);
      assertThat(client.file("cart.conf").status().staleSince()).isEmpty();
    }
  }

  @Test
  void valuesStayWhileServersFailAndAreSaidToBeStale() throws InterruptedException {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, TEN);
        ConfigClient client = builder(server.url()).start()) {
      ConfigFile cart = client.file("cart.conf");
      cart.await(LIMIT);

      server.answers(503, "{\"detail\":\"too many requests wait\"}");

      await().until(() -> cart.status().staleSince().isPresent());
      assertThat(cart.status().problem().orElseThrow())
          .contains(server.url(), "503", "too many requests wait");
      assertThat(cart.status().staleSince()).contains(cart.status().confirmed());
      assertThat(cart.values().getInt("timeout")).isEqualTo(10);
      server.publish(4, TWENTY);
      await().until(() -> cart.status().staleSince().isEmpty());
      assertThat(cart.values().getInt("timeout")).isEqualTo(20);
    }
  }

  @Test
  void refusalsSayWhatHelps() {
    assertThat(problem(401, "{}")).contains("HTTP 401", "a token that is valid");
    assertThat(problem(403, "{\"detail\":\"no right\"}")).contains("no right", "scope config");
    assertThat(problem(404, "no JSON")).contains("HTTP 404", "publish shop/cart.conf");
    assertThat(problem(200, "[]")).contains("no object");
    assertThat(problem(200, "{\"revision\":1}")).contains("a section DEFAULT");
    assertThat(problem(200, " ".repeat(16 * 1024 * 1024 + 1))).contains("larger than 16777216");
  }

  private static String problem(int status, String body) {
    try (ScriptedConfigServer server = new ScriptedConfigServer().answers(status, body);
        ConfigClient client = builder(server.url()).start()) {
      ConfigFile cart = client.file("cart.conf");
      await().until(() -> cart.status().problem().orElse("").contains(server.url()));
      assertThatThrownBy(cart::values)
          .isInstanceOf(ConfigUnavailableException.class)
          .hasMessageContaining("shop/cart.conf is not known", "snapshot");
      return cart.status().problem().orElseThrow();
    }
  }

  @Test
  void aServerThatAnswersAtOnceIsNotAskedInALoop() throws InterruptedException {
    try (ScriptedConfigServer server = new ScriptedConfigServer().publish(3, TEN);
        ConfigClient client = builder(server.url()).start()) {
      ConfigFile cart = client.file("cart.conf");
      cart.await(LIMIT);
      server.answers(304, "");
      int before = server.requests().size();

      await().pollDelay(Duration.ofMillis(1500)).until(() -> true);

      assertThat(server.requests().size() - before).isBetween(1, 4);
      assertThat(cart.status().staleSince()).isEmpty();
    }
  }

  @Test
  void refusesWhatCannotBeWatched() {
    assertThatThrownBy(() -> ConfigClient.servers("ftp://x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be like http://");
    assertThatThrownBy(() -> ConfigClient.servers("http://127.0.0.1:1").start())
        .hasMessageContaining("domain is needed");
    assertThatThrownBy(() -> builder("http://127.0.0.1:1").label("a:b", "c"))
        .hasMessageContaining("must have no comma");
    ConfigClient client = builder("http://127.0.0.1:1").start();
    try (client) {
      for (int i = 0; i < 200; i++) {
        client.file(i + ".conf");
      }
      assertThatThrownBy(() -> client.file("one-more.conf"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("200 files");
      client.forget("0.conf");
      assertThat(client.file("one-more.conf").name()).isEqualTo("shop/one-more.conf");
    }
    assertThatThrownBy(() -> client.file("cart.conf")).hasMessageContaining("closed");
  }
}
