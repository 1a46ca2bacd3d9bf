package io.pepper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a provider sends, and what it does when servers answer badly or not at all. */
class RegistrationTest {
  private static final Registration CART =
      Registration.of("shop.cart", "http://10.0.0.7:80", "grpc://10.0.0.7:90")
          .with("weight", "7")
          .withVersion("v2");

  @Test
  void saysEverythingOnceAndRemovesItself() {
    try (ScriptedServer server = new ScriptedServer();
        ServerDiscovery discovery = builder(server.url()).token("secret").start()) {
      Registered cart = discovery.register(CART);
      assertThat(cart.isRegistered()).isTrue();
      cart.close();
      cart.close();
      assertThat(server.authorizations()).containsExactly("Bearer secret");
      assertThat(server.requests("register"))
          .containsExactly(
              "register?region=sh&zone=one&env=test&appid=shop.cart&hostname=host-1&status=1"
                  + "&version=v2&metadata={\"weight\":\"7\"}"
                  + "&addrs=http://10.0.0.7:80&addrs=grpc://10.0.0.7:90");
      assertThat(server.requests("cancel"))
          .containsExactly("cancel?region=sh&zone=one&env=test&appid=shop.cart&hostname=host-1");
    }
  }

  @Test
  void renewsAndRegistersAnewWhenNobodyKnowsIt() {
    AtomicBoolean known = new AtomicBoolean(true);
    try (ScriptedServer server =
            new ScriptedServer()
                .on("renew", any -> known.getAndSet(true) ? "{\"code\":0}" : "{\"code\":-404}");
        ServerDiscovery discovery =
            builder(server.url()).renewEvery(Duration.ofMillis(100)).start()) {
      discovery.register(CART);
      await().until(() -> server.requests("renew").size() > 2);
      assertThat(server.requests("register")).hasSize(1);
      known.set(false);
      await().until(() -> server.requests("register").size() == 2);
      assertThat(server.requests("register").get(1)).isEqualTo(server.requests("register").get(0));
    }
  }

  @Test
  void aRefusalIsTheCallersAndEndsIt() {
    try (ScriptedServer server =
            new ScriptedServer().on("register", "{\"code\":-400,\"message\":\"zone is unknown\"}");
        ServerDiscovery discovery = builder(server.url()).start()) {
      assertThatThrownBy(() -> discovery.register(CART))
          .isInstanceOf(RefusedException.class)
          .hasMessage("shop.cart cannot be registered: -400: zone is unknown");
      assertThat(server.requests("register")).hasSize(1);
      server.on("register", "{\"code\":0}");
      discovery.register(CART).close();
      assertThat(server.requests("cancel")).hasSize(1);
    }
  }

  @Test
  void anotherNodeIsAskedWhenOneIsInTroubleOrHangs() {
    try (ScriptedServer troubled =
            new ScriptedServer().on("register", "{\"code\":-500,\"message\":\"-500\"}");
        ScriptedServer hanging = new ScriptedServer().hangsOn("register").hangsOn("cancel");
        ScriptedServer garbled = new ScriptedServer().on("register", "<html>welcome</html>");
        ScriptedServer good = new ScriptedServer();
        ServerDiscovery discovery =
            builder(troubled.url(), hanging.url(), "http://127.0.0.1:1", garbled.url(), good.url())
                .requestLimit(Duration.ofMillis(300))
                .start()) {
      assertThat(discovery.register(CART).isRegistered()).isTrue();
      assertThat(good.requests("register")).hasSize(1);
    }
  }

  @Test
  void aStartWithoutServersGoesOnWhenOneIsThere() {
    AtomicBoolean up = new AtomicBoolean();
    try (ScriptedServer server =
            new ScriptedServer()
                .on("register", any -> up.get() ? "{\"code\":0}" : "{\"code\":-503}");
        ServerDiscovery discovery =
            builder(server.url()).firstWait(Duration.ofMillis(50)).start()) {
      Registered cart = discovery.register(CART);
      assertThat(cart.isRegistered()).isFalse();
      cart.set(Map.of("weight", "9"));
      up.set(true);
      await().until(cart::isRegistered);
      assertThat(server.requests("register").getLast()).contains("{\"weight\":\"9\"}");
      assertThat(server.requests("set")).isEmpty();
    }
  }

  @Test
  void changesAreSetAndWhatFailsIsRegistered() {
    try (ScriptedServer server = new ScriptedServer();
        ServerDiscovery discovery = builder(server.url()).start()) {
      Registered cart = discovery.register(CART);
      cart.set(Map.of("weight", "9"));
      cart.drain(Duration.ZERO);
      String identity = "set?region=sh&zone=one&env=test&appid=shop.cart&hostname=host-1";
      assertThat(server.requests("set"))
          .containsExactly(identity + "&metadata={\"weight\":\"9\"}", identity + "&status=2");
      server.on("set", "{\"code\":-400}");
      cart.set(Status.UP);
      await().until(() -> server.requests("register").size() == 2);
      assertThat(server.requests("register").get(1)).contains("status=1", "{\"weight\":\"9\"}");
      cart.close();
      assertThatThrownBy(() -> cart.set(Status.UP)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void loadIsReportedOnceASecondAndTheNewestArrives() {
    try (ScriptedServer server = new ScriptedServer();
        ServerDiscovery discovery = builder(server.url()).start()) {
      Registered cart = discovery.register(CART);
      for (int i = 0; i <= 1_000; i++) {
        cart.reportLoad(i / 1_000.0);
      }
      await().until(() -> server.requests("load").getLast().endsWith("&load=1.0"));
      assertThat(server.requests("load")).hasSizeLessThanOrEqualTo(2);
      assertThat(server.requests("load").getLast())
          .startsWith("load?region=sh&zone=one&env=test&appid=shop.cart&hostname=host-1&load=");
      assertThatThrownBy(() -> cart.reportLoad(Double.NaN))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatMakesNoSenseIsSaidAtOnce() {
    assertThatThrownBy(() -> Registration.of("shop.cart")).hasMessageContaining("addresses");
    assertThatThrownBy(() -> Registration.of("shop.cart", "a:1,b:2")).hasMessageContaining("a:1,b");
    assertThatThrownBy(() -> Registration.of(" ", "a:1")).hasMessage("app is needed");
    assertThatThrownBy(() -> ServerDiscovery.nodes("ftp://a")).hasMessageContaining("ftp://a");
    assertThatThrownBy(() -> ServerDiscovery.nodes()).hasMessageContaining("nodes");
    assertThatThrownBy(() -> ServerDiscovery.nodes("a:1").environment("").zone("one").start())
        .hasMessage("environment is needed");
  }

  static ServerDiscoveryBuilder builder(String... nodes) {
    return ServerDiscovery.nodes(nodes)
        .environment("test")
        .region("sh")
        .zone("one")
        .hostname("host-1")
        .retry(Duration.ofMillis(20), Duration.ofMillis(200));
  }
}
