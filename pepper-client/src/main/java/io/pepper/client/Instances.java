package io.pepper.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The knowledge of an application at one moment. Immutable.
 *
 * @param list the instances that take traffic, ordered by zone and hostname
 * @param zoneWeights shares of the traffic from a zone (outer key) to a zone (inner key), each 0 or
 *     more; empty unless an operator set them ({@code scheduler})
 * @param source the origin of the knowledge
 * @param confirmed the moment at which it was last known to be true; with a {@link Source#SNAPSHOT}
 *     the age may be days
 */
public record Instances(
    List<Instance> list,
    Map<String, Map<String, Integer>> zoneWeights,
    Source source,
    Instant confirmed) {
  /** The origin of what is known of an application. */
  public enum Source {
    /** The initial state: the list is empty because nothing is known. */
    NOBODY,
    /** The file of a former run, since no server has answered in this one. */
    SNAPSHOT,
    /**
     * A server, or the registry in this process. An empty list means that there are no instances.
     */
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

  /** Returns the age of this knowledge; a server that still says the same makes it new. */
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
