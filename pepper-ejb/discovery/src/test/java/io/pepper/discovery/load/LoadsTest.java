package io.pepper.discovery.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.cluster.SharedRegistry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Load;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadsTest {
  private static final AppKey APP = new AppKey("prod", "shop.cart");
  private static final InstanceKey ONE = new InstanceKey(APP, "zone1", "one");
  private static final InstanceKey TWO = new InstanceKey(APP, "zone1", "two");

  /** Goes when it is told to. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir Path data;
  private final HandClock clock = new HandClock();
  private Coordination coordination;
  private SharedRegistry registry;
  private Loads loads;

  @BeforeEach
  void open() {
    coordination = Coordinations.open(Settings.of(Map.of("pepper.data", data.toString())));
    registry = new SharedRegistry(coordination, "n1", Clock.systemUTC());
    registry.open();
    register(ONE);
    register(TWO);
    loads = new Loads(registry, clock);
  }

  private void register(InstanceKey key) {
    registry.register(
        new Registration(
            key,
            "",
            key.name(),
            List.of("http://127.0.0.1:80"),
            Map.of(),
            Status.UP,
            "",
            Registration.DEFAULT_LIFETIME,
            Origin.HTTP));
  }

  @AfterEach
  void close() {
    registry.close();
    coordination.close();
  }

  @Test
  void theLatestReportCountsUntilItIsOld() {
    loads.report(ONE, 0.3);
    loads.report(ONE, 0.7);
    assertThat(loads.of(APP)).containsOnly(Map.entry(ONE, new Load(0.7, clock.millis())));
    clock.now = clock.now.plus(Loads.STALE);
    assertThat(loads.of(APP)).hasSize(1);
    clock.now = clock.now.plusMillis(1);
    assertThat(loads.of(APP)).isEmpty();
    // A report of anybody forgets those that have become old.
    loads.report(TWO, 1);
    clock.now = clock.now.minusMillis(1);
    assertThat(loads.of(APP)).containsOnlyKeys(TWO);
  }

  @Test
  void aReportWakesNobodyAndChangesNothing() {
    List<Application> told = new ArrayList<>();
    try (var subscription = registry.subscribe(Set.of(APP), told::add)) {
      assertThat(subscription).isNotNull();
      long before = registry.find(APP).orElseThrow().changed();
      loads.report(ONE, 1);
      assertThat(registry.find(APP).orElseThrow().changed()).isEqualTo(before);
      assertThat(told).isEmpty();
    }
  }

  @Test
  void onlyInstancesThatAreThereReport() {
    assertThatThrownBy(() -> loads.report(new InstanceKey(APP, "zone1", "three"), 1))
        .isInstanceOf(UnknownInstanceException.class)
        .hasMessageContaining("prod/shop.cart/zone1/three");
    assertThatThrownBy(() -> loads.report(ONE, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> loads.report(ONE, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
