package io.pepper.discovery.instance;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An application at one moment. Immutable: all who look at the same moment get the same object, so
 * that what is made of it, such as its JSON, can be made once.
 */
public final class Application {
  private final AppKey key;
  private final long changed;
  private final AppSettings settings;
  private final Map<String, Map<String, Instance>> zones;

  /**
   * @param changed see {@link #changed()}
   */
  public Application(
      AppKey key, long changed, AppSettings settings, Collection<Instance> instances) {
    this.key = key;
    this.changed = changed;
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
   * When it last changed: greater than 0, rises with every change of its instances or settings on
   * all nodes, and is the same on all nodes for the same content; but for what a node changes while
   * it is out of touch, which it numbers by itself. Looks like nanoseconds since 1970, but is no
   * clock.
   */
  public long changed() {
    return changed;
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

  /** Whether nobody is registered: the protocols then say that there is no such application. */
  public boolean isEmpty() {
    return zones.isEmpty();
  }
}
