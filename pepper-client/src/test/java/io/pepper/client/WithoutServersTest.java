package io.pepper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.client.call.Caller;
import io.pepper.client.call.FailMode;
import io.pepper.client.call.NoInstanceException;
import io.pepper.client.select.Filters;
import io.pepper.client.select.Selectors;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The same code on registries that need no server. */
class WithoutServersTest {
  @Test
  void codeUnderTestFindsWhatIsInTheSameProcess() throws Exception {
    InProcessRegistry registry = new InProcessRegistry();
    try (Discovery consumer = registry.discovery("one", "consumer");
        Discovery near = registry.discovery("one", "near");
        Discovery far = registry.discovery("two", "far")) {
      Application stock = consumer.watch("shop.stock");
      assertThat(stock.instances().source()).isEqualTo(Instances.Source.REGISTRY);
      List<Integer> heard = new CopyOnWriteArrayList<>();
      stock.onChange(instances -> heard.add(instances.list().size()));
      Registered nearStock = near.register(Registration.of("shop.stock", "http://near:80"));
      far.register(Registration.of("shop.stock", "http://far:80").with("cluster", "b"));
      Caller caller =
          Caller.of(stock)
              .selector(Selectors.zoneFirst(Selectors.roundRobin()))
              .failMode(FailMode.failOver(1))
              .build();
      assertThat(caller.next().hostname()).isEqualTo("near");
      assertThat(caller.call(WithoutServersTest::refusedByNear)).isEqualTo("far");
      assertThat(Caller.of(stock).filter(Filters.clusters("b")).build().next().hostname())
          .isEqualTo("far");
      nearStock.set(Status.WAITING);
      assertThat(stock.instances().list()).extracting(Instance::hostname).containsExactly("far");
      far.close();
      assertThat(stock.instances().list()).isEmpty();
      await().until(() -> heard.getLast() == 0);
      assertThatThrownBy(() -> far.register(Registration.of("a", "b:1")))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void weightsOfZonesAndLoadsAreThereToo() {
    InProcessRegistry registry = new InProcessRegistry();
    try (Discovery one = registry.discovery("one", "a");
        Discovery two = registry.discovery("two", "b")) {
      Application stock = one.watch("shop.stock");
      Registered busy = one.register(Registration.of("shop.stock", "http://a:80"));
      Registered idle = two.register(Registration.of("shop.stock", "http://b:80"));
      busy.reportLoad(0.9);
      idle.reportLoad(0.1);
      Caller least = caller(stock, 0);
      Caller zones = caller(stock, 1);
      registry.setZoneWeights("shop.stock", Map.of("one", Map.of("two", 1)));
      for (int i = 0; i < 50; i++) {
        assertThat(next(least)).isEqualTo("b");
        assertThat(next(zones)).isEqualTo("b");
      }
    }
  }

  @Test
  void allViewsEndWithTheSameListWhateverHappensAtOnce() throws InterruptedException {
    InProcessRegistry registry = new InProcessRegistry();
    Application seen = registry.discovery("one", "consumer").watch("shop.stock");
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 8; i++) {
      Discovery provider = registry.discovery("one", "host-" + i);
      Random random = new Random(i);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int j = 0; j < 200; j++) {
                  Registered stock =
                      provider.register(Registration.of("shop.stock", "http://a:80"));
                  stock.set(random.nextBoolean() ? Status.UP : Status.WAITING);
                  stock.close();
                }
                provider.register(Registration.of("shop.stock", "http://a:80"));
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen.instances().list()).hasSize(8);
  }

  @Test
  void fixedListsArePeerToPeerOrSeveral() {
    try (FixedInstances discovery = FixedInstances.of("shop.stock", "http://10.0.0.7:80")) {
      Application stock = discovery.watch("shop.stock");
      assertThat(next(Caller.of(stock).build())).isEqualTo("http://10.0.0.7:80");
      discovery.update("shop.stock", List.of("http://10.0.0.8:80", "http://10.0.0.9:80"));
      assertThat(stock.instances().list())
          .extracting(instance -> instance.address("http").orElseThrow())
          .containsExactly("10.0.0.8:80", "10.0.0.9:80");
      Registered told = discovery.register(Registration.of("shop.cart", "http://10.0.0.1:80"));
      assertThat(told.isRegistered()).isFalse();
      assertThat(discovery.watch("shop.cart").instances().list()).isEmpty();
    }
  }

  private static Caller caller(Application stock, int which) {
    return Caller.of(stock)
        .selector(which == 0 ? Selectors.leastLoad() : Selectors.zoneFirst(Selectors.random()))
        .build();
  }

  private static String next(Caller caller) {
    try {
      return caller.next().hostname();
    } catch (NoInstanceException e) {
      throw new AssertionError(e);
    }
  }

  private static String refusedByNear(Instance instance) throws ConnectException {
    if (instance.hostname().equals("near")) {
      throw new ConnectException("refused");
    }
    return instance.hostname();
  }
}
