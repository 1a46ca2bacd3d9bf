package io.pepper.discovery;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Discovery at a glance, as this node knows it. Asks nobody, so it never blocks. Applications that
 * did not change since the last look are not counted again. For any thread.
 */
public final class DiscoveryOverview {
  /**
   * @param node this one
   * @param applications all that have instances or settings, in order
   */
  public record Snapshot(String node, Instant at, List<Tally> applications) {
    /** Those that have instances. */
    public int inhabited() {
      return sum(tally -> tally.application().isEmpty() ? 0 : 1);
    }

    public int up() {
      return sum(Tally::up);
    }

    public int waiting() {
      return sum(Tally::waiting);
    }

    public int drained() {
      return sum(Tally::drained);
    }

    public int unhealthy() {
      return sum(Tally::unhealthy);
    }

    /** How many instances came from where; every origin is there. */
    public Map<Origin, Integer> origins() {
      Map<Origin, Integer> origins = new EnumMap<>(Origin.class);
      for (Origin origin : Origin.values()) {
        origins.put(origin, sum(tally -> tally.origins().getOrDefault(origin, 0)));
      }
      return origins;
    }

    private int sum(ToIntFunction<Tally> figure) {
      return applications.stream().mapToInt(figure).sum();
    }
  }

  private final String node;
  private final Registry registry;
  private final Clock clock;

  private volatile Map<AppKey, Tally> counted = Map.of();

  DiscoveryOverview(String node, Registry registry, Clock clock) {
    this.node = node;
    this.registry = registry;
    this.clock = clock;
  }

  public Snapshot now() {
    Map<AppKey, Tally> before = counted;
    List<Application> applications = registry.applications();
    Map<AppKey, Tally> after = HashMap.newHashMap(applications.size());
    List<Tally> tallies = new ArrayList<>(applications.size());
    for (Application application : applications) {
      Tally known = before.get(application.key());
      // The same moment is the same object.
      boolean isSame = known != null && known.application() == application;
      Tally tally = isSame ? known : Tally.of(application);
      after.put(application.key(), tally);
      tallies.add(tally);
    }
    counted = after;
    return new Snapshot(node, clock.instant(), tallies);
  }
}
