package io.pepper.client.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.client.Instance;
import io.pepper.client.Sample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EjectionTest {
  private final HandClock clock = new HandClock();
  private final Ejection ejection =
      new Ejection(Duration.ofSeconds(1), Duration.ofSeconds(8), clock);
  private final List<Instance> hosts = Sample.hosts("one", 4);

  @Test
  void pausesGrowAndEndWithASuccess() {
    Instance bad = hosts.get(1);
    for (int seconds : new int[] {1, 2, 4, 8, 8}) {
      ejection.failed(bad);
      clock.now = clock.now.plusSeconds(seconds).minusMillis(1);
      assertThat(ejection.filter(hosts)).doesNotContain(bad).hasSize(3);
      clock.now = clock.now.plusMillis(1);
      assertThat(ejection.filter(hosts)).isEqualTo(hosts);
    }
    ejection.succeeded(bad);
    ejection.failed(bad);
    clock.now = clock.now.plusSeconds(1);
    assertThat(ejection.filter(hosts)).isEqualTo(hosts);
  }

  @Test
  void callsUnderWayCountOnce() {
    for (int i = 0; i < 100; i++) {
      ejection.failed(hosts.get(0));
    }
    clock.now = clock.now.plusSeconds(1);
    assertThat(ejection.filter(hosts)).isEqualTo(hosts);
  }

  @Test
  void neverMoreThanHalf() {
    for (Instance host : hosts) {
      ejection.failed(host);
      clock.now = clock.now.plusMillis(100);
    }
    assertThat(ejection.filter(hosts)).containsExactly(hosts.get(0), hosts.get(1));
    assertThat(ejection.filter(hosts.subList(3, 4))).containsExactly(hosts.get(3));
  }

  @Test
  void remembersABoundedNumber() {
    for (int i = 0; i < 10_000; i++) {
      ejection.failed(Sample.instance("one", "passing-" + i, Map.of()));
    }
    ejection.failed(hosts.get(0));
    assertThat(ejection.filter(hosts)).isEqualTo(hosts);
    clock.now = clock.now.plusSeconds(2);
    ejection.failed(hosts.get(0));
    assertThat(ejection.filter(hosts)).hasSize(3);
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
