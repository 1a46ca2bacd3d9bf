package io.pepper.web.metrics;

import io.pepper.discovery.DiscoveryOverview;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Locale;

/** Discovery, as this node sees it. */
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
  }

  private void gauge(String name, String help, double value) {
    to.gauge(name, help, Labels.EMPTY, value);
  }
}
