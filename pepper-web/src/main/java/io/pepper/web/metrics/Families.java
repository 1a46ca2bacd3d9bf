package io.pepper.web.metrics;

import io.pepper.bus.metrics.Latency;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The points of one scrape by family. For one thread. */
final class Families {
  private final Map<String, CounterSnapshot.Builder> counters = new HashMap<>();
  private final Map<String, GaugeSnapshot.Builder> gauges = new HashMap<>();
  private final Map<String, UnknownSnapshot.Builder> untyped = new HashMap<>();
  private final Map<String, SummarySnapshot.Builder> summaries = new HashMap<>();

  /**
   * @param name without {@code _total}, which is added when it is written
   */
  void counter(String name, String help, Labels labels, double value) {
    counters
        .computeIfAbsent(name, key -> CounterSnapshot.builder().name(key).help(help))
        .dataPoint(CounterDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  void gauge(String name, String help, Labels labels, double value) {
    gauges
        .computeIfAbsent(name, key -> GaugeSnapshot.builder().name(key).help(help))
        .dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  /**
   * Adds a point of a counter whose name must stay as it is: typed as a counter it would be given a
   * suffix.
   */
  void untyped(String name, String help, Labels labels, double value) {
    untyped
        .computeIfAbsent(name, key -> UnknownSnapshot.builder().name(key).help(help))
        .dataPoint(UnknownDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  /**
   * @param unit what a value of 1 means
   */
  void summary(String name, String help, Labels labels, Latency latency, Duration unit) {
    if (latency.count() == 0) {
      return;
    }
    summaries
        .computeIfAbsent(name, key -> SummarySnapshot.builder().name(key).help(help))
        .dataPoint(
            SummaryDataPointSnapshot.builder()
                .labels(labels)
                .quantiles(
                    Quantiles.of(
                        new Quantile(0.5, in(unit, latency.p50())),
                        new Quantile(0.9, in(unit, latency.p90())),
                        new Quantile(0.99, in(unit, latency.p99()))))
                .build());
  }

  MetricSnapshots build() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    counters.values().forEach(family -> all.metricSnapshot(family.build()));
    gauges.values().forEach(family -> all.metricSnapshot(family.build()));
    untyped.values().forEach(family -> all.metricSnapshot(family.build()));
    summaries.values().forEach(family -> all.metricSnapshot(family.build()));
    return all.build();
  }

  private static double in(Duration unit, Duration time) {
    return (double) time.toNanos() / unit.toNanos();
  }
}
