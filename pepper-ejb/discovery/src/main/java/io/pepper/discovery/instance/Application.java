package io.pepper.discovery.instance;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An application at one moment. Immutable: all readers of the same moment get the same object, so
 * that what is made of it, such as its JSON, can be made once.
 */
public final class Application {
  private final AppKey key;
  private final long changed;
  private final long changedAt;
  private final AppSettings settings;
  private final Map<String, Map<String, Instance>> zones;

  /**
   * @param changed see {@link #changed()}
   * @param changedAt see {@link #changedAt()}
   */
  public Application(
      AppKey key,
      long changed,
      long changedAt,
      AppSettings settings,
      Collection<Instance> instances) {
    this.key = key;
    this.changed = changed;
    this.changedAt = changedAt;
    this.settings = settings;
    Map<String, Map<String, Instance>> byZone = new TreeMap<>();
    for (Instance instance : instances) {
      byZone
          .computeIfAbsent(instance.key().zone(), zone -> new TreeMap<>())
          .put(instance.key().name(), instance);
    }
    byZone.replaceAll((zone, byName) -> Collections.unmodifiableMap(byName));
    this.zones = Collections.unmodifiableMap(byZone);
  }

  public AppKey key() {
    return key;
  }

  /**
   * Its version: greater than 0, rises with every change of its instances or settings on all nodes,
   * and is the same on all nodes for the same content; but for what a node changes while it is out
   * of touch, which it numbers by itself. Has the form of nanoseconds since 1970, but is no clock,
   * and may be behind the time by as long as the installation is old: see {@link #changedAt()}.
   */
  public long changed() {
    return changed;
  }

  /**
   * Returns the time of the last change, by the clock of the node that made it, in nanoseconds
   * since 1970; that of the last change of a part if only that is known.
   */
  public long changedAt() {
    return changedAt;
  }

  public AppSettings settings() {
    return settings;
  }

  /** Instances by zone and name, both in order; no zone is empty. */
  public Map<String, Map<String, Instance>> zones() {
    return zones;
  }

  public Stream<Instance> instances() {
    return zones.values().stream().flatMap(byName -> byName.values().stream());
  }

  public Optional<Instance> find(InstanceKey instance) {
    return Optional.ofNullable(zones.getOrDefault(instance.zone(), Map.of()).get(instance.name()));
  }

  /**
   * Returns whether there are no instances: the protocols then say that there is no such
   * application.
   */
  public boolean isEmpty() {
    return zones.isEmpty();
  }
}
