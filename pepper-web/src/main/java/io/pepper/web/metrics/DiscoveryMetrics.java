package io.pepper.web.metrics;

import io.pepper.discovery.DiscoveryOverview;
import io.pepper.discovery.Protection;
import io.pepper.discovery.RegistryFigures;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Locale;

/** The metrics of discovery, as this node sees it. */
final class DiscoveryMetrics {
  private final Families to;

  DiscoveryMetrics(Families to) {
    this.to = to;
  }

  /**
   * @param polls how many wait at this node
   */
  void add(DiscoveryOverview.Snapshot now, int polls) {
    gauge("pepper_discovery_applications", "Applications that have instances.", now.inhabited());
    String instances = "pepper_discovery_instances";
    String help = "Instances, by whether they take traffic.";
    to.gauge(instances, help, Labels.of("status", "up"), now.up());
    to.gauge(instances, help, Labels.of("status", "waiting"), now.waiting());
    gauge("pepper_discovery_drained", "Instances that operators hold back.", now.drained());
    gauge("pepper_discovery_unhealthy", "Instances that fail their check.", now.unhealthy());
    now.origins()
        .forEach((origin, count) ->
            to.gauge(
                "pepper_discovery_origins",
                "Instances, by how they came.",
                Labels.of("origin", origin.name().toLowerCase(Locale.ROOT)),
                count));
    gauge("pepper_discovery_polls", "Consumers that wait for news at this node.", polls);
    add(now.figures());
    gauge("pepper_discovery_nodes", "Nodes that share the registry.", now.nodes().size());
  }

  private void add(RegistryFigures figures) {
    counter(
        "pepper_discovery_registers", "Instances registered at this node.", figures.registers());
    counter("pepper_discovery_renews", "Heartbeats that came to this node.", figures.renews());
    counter(
        "pepper_discovery_evictions",
        "Instances that this node removed because their heartbeats stopped.",
        figures.evictions());
    gauge(
        "pepper_discovery_judged",
        "Instances whose heartbeats this node judges.",
        figures.judged());
    gauge(
        "pepper_discovery_pending",
        "Changes that coordination, and so the other nodes, could not be told yet.",
        figures.pending());
    gauge(
        "pepper_discovery_away",
        "1 while coordination, and so the other nodes, is out of reach.",
        figures.isAway() ? 1 : 0);
    gauge(
        "pepper_discovery_protected",
        "1 while this node keeps instances whose heartbeats stopped.",
        figures.protection().isPresent() ? 1 : 0);
    gauge(
        "pepper_discovery_kept",
        "Instances kept although their heartbeats stopped.",
        figures.protection().map(Protection::kept).orElse(0));
  }

  private void counter(String name, String help, double value) {
    to.counter(name, help, Labels.EMPTY, value);
  }

  private void gauge(String name, String help, double value) {
    to.gauge(name, help, Labels.EMPTY, value);
  }
}
