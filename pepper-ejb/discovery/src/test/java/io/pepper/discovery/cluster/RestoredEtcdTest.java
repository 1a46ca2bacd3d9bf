package io.pepper.discovery.cluster;

import static io.pepper.discovery.cluster.Samples.APP;
import static io.pepper.discovery.cluster.Samples.key;
import static io.pepper.discovery.cluster.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.Registry.Subscription;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.instance.Application;
import io.pepper.fixtures.EtcdServer;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An etcd that is restored from a backup beneath a node that runs: its revisions go back. */
class RestoredEtcdTest {
  /** Changes that the backup does not know, which take the revisions further than what follows. */
  private static final int LOST = 30;

  @TempDir Path folder;

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
  }

  @Test
  @SuppressWarnings("try") // the subscription is there for what it tells
  void consumersHearWhatIsThereNow() {
    AtomicReference<Application> told = new AtomicReference<>();
    try (EtcdServer etcd = new EtcdServer().start();
        Coordination coordination = open(etcd);
        SharedRegistry registry = new SharedRegistry(coordination, "n1", Clock.systemUTC())) {
      registry.open();
      try (Subscription subscription = registry.subscribe(Set.of(APP), told::set)) {
        registry.register(registration("kept"));
        long backedUp = revision(coordination);
        etcd.stop();
        etcd.backUp();
        etcd.start();
        loseChanges(registry, coordination, backedUp);
        soon().until(() -> told.get() != null && told.get().find(key("lost")).isPresent());
        long before = registry.find(APP).orElseThrow().changed();

        etcd.stop();
        etcd.restore();
        etcd.start();
        soon().until(() -> registry.find(APP).orElseThrow().find(key("lost")).isEmpty());
        soon().until(() -> isInTouch(registry));
        registry.register(registration("after"));

        soon().until(() -> told.get().find(key("after")).isPresent());
        assertThat(told.get().find(key("kept"))).isPresent();
        assertThat(told.get().changed()).isGreaterThan(before);
        assertThat(registry.isAway()).isFalse();
        long last = told.get().changed();
        registry.cancel(key("after"));
        soon().until(() -> told.get().find(key("after")).isEmpty());
        assertThat(told.get().changed()).isGreaterThan(last);
      }
    }
  }

  /** Until etcd itself has them, and this node knows. */
  private static void loseChanges(
      SharedRegistry registry, Coordination coordination, long backedUp) {
    AtomicInteger port = new AtomicInteger();
    soon()
        .ignoreExceptions()
        .until(() -> {
          registry.register(registration("lost", "10.0.0.7:" + port.incrementAndGet()));
          return isInTouch(registry) && revision(coordination) > backedUp + LOST;
        });
  }

  private static long revision(Coordination coordination) {
    return coordination.list(RegistryKeys.ALL).revision();
  }

  private static boolean isInTouch(SharedRegistry registry) {
    return !registry.isAway() && registry.figures().pending() == 0;
  }

  private Coordination open(EtcdServer etcd) {
    return Coordinations.open(
        Settings.of(
            Map.of(
                "pepper.data",
                folder.toString(),
                "pepper.coordination",
                etcd.setting(),
                // A watch that goes on from a revision that is not there yet says nothing.
                "pepper.coordination.reconcile",
                "PT2S")));
  }
}
