package io.pepper.discovery;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/**
 * Summary of discovery, as this node knows it. Reads memory only, so it never blocks. Applications
 * that did not change since the last summary are not counted again. For any thread.
 */
public final class DiscoveryOverview {
  /**
   * The registry at one moment, as this node knows it.
   *
   * @param node this one
   * @param nodes all that share the registry
   * @param figures of this node
   * @param applications all that have instances or settings, in order
   */
  public record Snapshot(
      DiscoveryNode node,
      List<DiscoveryNode> nodes,
      Instant at,
      RegistryFigures figures,
      List<InstanceCounts> applications) {
    /** Returns the number of applications that have instances. */
    public int inhabited() {
      return sum(counts -> counts.application().isEmpty() ? 0 : 1);
    }

    public int up() {
      return sum(InstanceCounts::up);
    }

    public int waiting() {
      return sum(InstanceCounts::waiting);
    }

    public int drained() {
      return sum(InstanceCounts::drained);
    }

    public int unhealthy() {
      return sum(InstanceCounts::unhealthy);
    }

    /** Returns the number of instances of each origin; every origin is a key. */
    public Map<Origin, Integer> origins() {
      Map<Origin, Integer> origins = new EnumMap<>(Origin.class);
      for (Origin origin : Origin.values()) {
        origins.put(origin, sum(counts -> counts.origins().getOrDefault(origin, 0)));
      }
      return origins;
    }

    private int sum(ToIntFunction<InstanceCounts> figure) {
      return applications.stream().mapToInt(figure).sum();
    }
  }

  private final Registry registry;
  private final Nodes nodes;
  private final RegistryFigures.Source figures;
  private final Clock clock;

  private volatile Map<AppKey, InstanceCounts> counted = Map.of();

  DiscoveryOverview(Registry registry, Nodes nodes, RegistryFigures.Source figures, Clock clock) {
    this.registry = registry;
    this.nodes = nodes;
    this.figures = figures;
    this.clock = clock;
  }

  public Snapshot now() {
    Map<AppKey, InstanceCounts> before = counted;
    List<Application> applications = registry.applications();
    Map<AppKey, InstanceCounts> after = HashMap.newHashMap(applications.size());
    List<InstanceCounts> counts = new ArrayList<>(applications.size());
    for (Application application : applications) {
      InstanceCounts known = before.get(application.key());
      // The same moment is the same object.
      boolean isSame = known != null && known.application() == application;
      InstanceCounts one = isSame ? known : InstanceCounts.of(application);
      after.put(application.key(), one);
      counts.add(one);
    }
    counted = after;
    return new Snapshot(nodes.self(), nodes.all(), clock.instant(), figures.figures(), counts);
  }

  /**
   * Returns the number of instances whose last heartbeat at this node is older than their lifetime.
   * Reads every instance of the application; the figure is of use only while this node keeps
   * overdue instances.
   */
  public int overdue(Application application) {
    Instant now = clock.instant();
    return (int) application.instances().filter(instance -> isOverdue(instance, now)).count();
  }

  private boolean isOverdue(Instance instance, Instant now) {
    OptionalLong renewed = registry.renewed(instance.key());
    return instance.registration().origin().hasHeartbeats()
        && renewed.isPresent()
        && Instant.ofEpochSecond(0, renewed.getAsLong())
            .plus(instance.registration().lifetime())
            .isBefore(now);
  }
}
