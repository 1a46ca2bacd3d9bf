package io.pepper.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.test.chaos.Disturbance.Kind;
import io.pepper.test.chaos.Observer.View;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Three whole Peppers on a real etcd, providers that send heartbeats to whichever node answers, and
 * nodes that receive configuration (docs/architecture.md, What a failure does). Whatever happens to
 * nodes and to etcd, nobody who lives is missing in any node's answer; afterwards all nodes tell
 * the same; and who died is gone. No configuration is ever half of a publish, and in the end
 * everybody has the last one. Lifetimes are a tenth of the usual. {@code -Dpepper.long=true} keeps
 * etcd away for five minutes.
 */
class ClusterChaosTest {
  private static final boolean LONG = Boolean.getBoolean("pepper.long");
  private static final Duration LIFETIME = Duration.ofSeconds(9);
  private static final Duration HEARTBEAT = LIFETIME.dividedBy(3);
  private static final Duration AWAY = LONG ? Duration.ofMinutes(5) : Duration.ofSeconds(20);
  private static final Duration CUT = Duration.ofSeconds(LONG ? 60 : 14);
  private static final Duration FULL = Duration.ofSeconds(LONG ? 60 : 6);
  private static final int PROVIDERS = 60;
  private static final int JOINING = ChaosCluster.NODES;
  private static final List<String> APPS = List.of("shop.cart", "shop.stock", "shop.mail");

  /** What is in one answer was true a moment before: what came since may not be in it. */
  private static final Duration SHARED = Duration.ofSeconds(2);

  private final Queue<String> missing = new ConcurrentLinkedQueue<>();
  private final Queue<Duration> registers = new ConcurrentLinkedQueue<>();
  private final List<Provider> providers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> figures = new ArrayList<>();

  @Test
  void nobodyWhoLivesIsMissingWhateverHappensToNodes() throws Exception {
    try (ChaosCluster cluster =
            new ChaosCluster()
                .with("pepper.discovery.allow", "127.0.0.0/8, 198.18.0.0/16")
                .with("pepper.discovery.lifetime", LIFETIME.toSeconds() + "s")
                .with("pepper.config.allow", "127.0.0.0/8, 198.18.0.0/16")
                .start(Collections.nCopies(ChaosCluster.NODES, Map.of()));
        DiscoveryNodes nodes = new DiscoveryNodes(cluster);
        ConfigPublishing config = new ConfigPublishing(cluster, new Random())) {
      config.start();
      Observer observer = new Observer(nodes, APPS);
      for (int i = 0; i < PROVIDERS; i++) {
        provide(nodes, i);
      }
      awaitAgreement(observer, "the start");
      loadsToldToOneNodeAreKnownAtAll(nodes);
      CountDownLatch over = new CountDownLatch(1);
      List<Thread> watches = watch(observer, over);
      disturb(cluster, nodes, observer);
      awaitTheDeadAreGone(observer);
      over.countDown();
      for (Thread watch : watches) {
        watch.join();
      }
      config.settle(Duration.ofSeconds(90));
      figures.add(config.figures());
      report();
      cluster.keep(Path.of("target/chaos-discovery"));
      assertThat(config.torn()).isEmpty();
      assertThat(missing).isEmpty();
      assertThat(providers.subList(0, PROVIDERS))
          .as("whom all nodes knew never has to register again")
          .allMatch(each -> each.registrations() == 1);
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private void loadsToldToOneNodeAreKnownAtAll(DiscoveryNodes nodes) throws InterruptedException {
    Provider provider = providers.getFirst();
    assertThat(
            nodes.post(
                0,
                "/discovery/load",
                Map.of(
                    "env",
                    Provider.ENVIRONMENT,
                    "appid",
                    provider.app(),
                    "zone",
                    "zone01",
                    "hostname",
                    provider.host(),
                    "load",
                    "0.42")))
        .hasValueSatisfying(answer -> assertThat(answer).startsWith("{\"code\":0"));
    String query =
        "/discovery/loads?env=%s&appid=%s".formatted(Provider.ENVIRONMENT, provider.app());
    for (int i = 0; i < ChaosCluster.NODES; i++) {
      int node = i;
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() ->
              nodes
                  .get(node, query)
                  .filter(answer -> answer.contains("\"" + provider.host() + "\":{\"load\":0.42,"))
                  .isPresent());
    }
  }

  private void provide(DiscoveryNodes nodes, int i) {
    Provider provider =
        new Provider(
            nodes,
            APPS.get(i % APPS.size()),
            "host-" + i,
            HEARTBEAT,
            i % ChaosCluster.NODES,
            registers::add);
    providers.add(provider);
    threads.add(Thread.ofVirtual().start(provider));
  }

  private void disturb(ChaosCluster cluster, DiscoveryNodes nodes, Observer observer)
      throws InterruptedException {
    one(cluster, observer, Kind.KILLED, 0, Duration.ZERO);
    one(cluster, observer, Kind.FROZEN, 1, CUT);
    if (cluster.cannotCut().isEmpty()) {
      one(cluster, observer, Kind.CUT_OFF, 2, CUT);
      one(cluster, observer, Kind.CUT_OFF_COMPACTED, 0, CUT);
    } else {
      System.out.println("chaos: SKIPPED: nodes cannot be cut off: " + cluster.cannotCut().get());
    }
    Thread joining = Thread.ofVirtual().start(() -> joinWhileEtcdIsAway(nodes));
    one(cluster, observer, Kind.ETCD_AWAY, -1, AWAY);
    joining.join();
    one(cluster, observer, Kind.ETCD_KILLED, -1, Duration.ZERO);
    one(cluster, observer, Kind.ETCD_FULL, -1, FULL);
    one(cluster, observer, Kind.ROLLED, 1, Duration.ZERO);
    one(cluster, observer, Kind.ALL_DOWN, -1, Duration.ofSeconds(3));
  }

  /** New services start all the same. */
  private void joinWhileEtcdIsAway(DiscoveryNodes nodes) {
    try {
      Thread.sleep(AWAY.dividedBy(2));
      for (int i = 0; i < JOINING; i++) {
        provide(nodes, PROVIDERS + i);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void one(ChaosCluster cluster, Observer observer, Kind kind, int node, Duration duration)
      throws InterruptedException {
    cluster.disturb(kind, node, duration);
    awaitAgreement(observer, kind.toString());
  }

  private void awaitAgreement(Observer observer, String after) {
    Instant from = Instant.now();
    await()
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isAgreed(observer));
    figures.add(
        "after %s all nodes told the same within %d ms"
            .formatted(after, Duration.between(from, Instant.now()).toMillis()));
  }

  private boolean isAgreed(Observer observer) throws InterruptedException {
    Optional<Map<String, View>> first = observer.look(0);
    boolean agreed = first.isPresent();
    for (int node = 1; node < ChaosCluster.NODES && agreed; node++) {
      Optional<Map<String, View>> other = observer.look(node);
      agreed =
          other.isPresent()
              && APPS.stream()
                  .allMatch(app -> first.get().get(app).agreesWith(other.get().get(app)));
    }
    return agreed
        && providers.stream()
            .allMatch(each -> first.get().get(each.app()).hosts().contains(each.host()));
  }

  private List<Thread> watch(Observer observer, CountDownLatch over) {
    List<Thread> watches = new ArrayList<>();
    for (int i = 0; i < ChaosCluster.NODES; i++) {
      int node = i;
      watches.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (!over.await(200, TimeUnit.MILLISECONDS)) {
                    observer.look(node).ifPresent(views -> check(node, views));
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    return watches;
  }

  /** Of those that registered before etcd went, or long enough ago, everybody is there. */
  private void check(int node, Map<String, View> views) {
    for (Provider provider : List.copyOf(providers).subList(0, PROVIDERS)) {
      View view = views.get(provider.app());
      boolean isKnown =
          provider.registered().filter(at -> at.plus(SHARED).isBefore(view.at())).isPresent();
      boolean isDead =
          provider.renewed().filter(at -> at.plus(LIFETIME).isBefore(view.at())).isPresent();
      if (isKnown && !isDead && !view.hosts().contains(provider.host())) {
        missing.add(
            "%s %s misses %s/%s of %d"
                .formatted(
                    view.at(),
                    ChaosCluster.name(node),
                    provider.app(),
                    provider.host(),
                    view.hosts().size()));
      }
    }
  }

  private void awaitTheDeadAreGone(Observer observer) {
    Provider dead = providers.remove(providers.size() - 1);
    Instant from = dead.renewed().orElseThrow();
    threads.remove(threads.size() - 1).interrupt();
    await()
        .atMost(LIFETIME.plusSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          for (int node = 0; node < ChaosCluster.NODES; node++) {
            Optional<Map<String, View>> views = observer.look(node);
            if (views.isEmpty() || views.get().get(dead.app()).hosts().contains(dead.host())) {
              return false;
            }
          }
          return true;
        });
    figures.add(
        "who died was gone %d ms after the last heartbeat, with a lifetime of %d ms"
            .formatted(Duration.between(from, Instant.now()).toMillis(), LIFETIME.toMillis()));
  }

  private void report() {
    figures.forEach(line -> System.out.println("chaos: " + line));
    System.out.printf(
        "chaos: %d providers, %d registrations, the slowest %d ms; %d times somebody was missing%n",
        providers.size(),
        registers.size(),
        registers.stream().mapToLong(Duration::toMillis).max().orElse(0),
        missing.size());
  }
}
