package io.pepper.web.discovery.call;

import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.Nodes;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import io.pepper.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The application {@code infra.discovery}: clients do not start before they find a node in it, in
 * whatever environment they are, and best under their own zone's name (docs/compatibility.md, What
 * clients of bilibili/discovery need). So it exists in all environments, and no instance can be
 * registered there.
 */
public final class ServingNodes {
  static final String NAME = "infra.discovery";

  private final Nodes nodes;
  private final Set<String> clientZones;

  public ServingNodes(Nodes nodes, Settings settings) {
    this.nodes = nodes;
    this.clientZones =
        settings
            .text("pepper.discovery.client.zones")
            .map(text -> new LinkedHashSet<>(Arrays.asList(text.split("\\s*,\\s*"))))
            .orElseGet(LinkedHashSet::new);
  }

  static boolean isMeant(AppKey app) {
    return app.name().equals(NAME);
  }

  Application in(AppKey app) {
    // First the version: what changes after it is newer.
    long changed = nodes.changed();
    List<Instance> instances = new ArrayList<>();
    for (DiscoveryNode node : all()) {
      Set<String> zones = new LinkedHashSet<>(clientZones);
      zones.add(node.zone());
      zones.forEach(zone -> instances.add(instance(app, node, zone, changed)));
    }
    return new Application(app, changed, changed, AppSettings.NONE, instances);
  }

  /**
   * Returns all nodes; this one at least, since its callers reach it even before the others know of
   * it.
   */
  private List<DiscoveryNode> all() {
    List<DiscoveryNode> all = nodes.all();
    return all.isEmpty() ? List.of(nodes.self()) : all;
  }

  private static Instance instance(AppKey app, DiscoveryNode node, String zone, long changed) {
    Registration registration =
        new Registration(
            new InstanceKey(app, zone, node.name()),
            node.region(),
            node.name(),
            List.of(node.address()),
            Map.of(),
            Status.UP,
            "",
            Registration.DEFAULT_LIFETIME,
            Origin.HTTP);
    return new Instance(registration, Conditions.NONE, changed, changed, changed);
  }

  List<DiscoveryNode> ofOwnZone() {
    String zone = nodes.self().zone();
    return all().stream().filter(node -> node.zone().equals(zone)).toList();
  }
}
