package io.pepper.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of an application at one moment. Immutable.
 *
 * @param list those that take traffic, ordered by zone and hostname
 * @param zoneWeights shares of the traffic from a zone (outer key) to a zone (inner key), each 0 or
 *     more; empty unless an operator set them ({@code scheduler}, spec 1.13)
 * @param source who said so
 * @param confirmed when it was last known to be so; with a {@link Source#SNAPSHOT} the age may be
 *     days
 */
public record Instances(
    List<Instance> list,
    Map<String, Map<String, Integer>> zoneWeights,
    Source source,
    Instant confirmed) {
  /** Who said what is known of an application. */
  public enum Source {
    /** Nobody yet: the list is empty because nothing is known. */
    NOBODY,
    /** The file of a former run, since no server has answered in this one. */
    SNAPSHOT,
    /** A server, or the registry in this process. An empty list means that nobody is there. */
    REGISTRY
  }

  static final Instances UNKNOWN = new Instances(List.of(), Map.of(), Source.NOBODY, Instant.EPOCH);

  public Instances {
    list = List.copyOf(list);
    Map<String, Map<String, Integer>> copy = new TreeMap<>();
    zoneWeights.forEach(
        (zone, weights) -> copy.put(zone, Collections.unmodifiableMap(new TreeMap<>(weights))));
    zoneWeights = Collections.unmodifiableMap(copy);
  }

  /** How old this is; a server that still says the same makes it new. */
  public Duration age(Instant now) {
    Duration age = Duration.between(confirmed, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  boolean saysTheSameAs(Instances other) {
    return source == other.source
        && list.equals(other.list)
        && zoneWeights.equals(other.zoneWeights);
  }

  Instances confirmedAt(Instant now) {
    return new Instances(list, zoneWeights, source, now);
  }
}
