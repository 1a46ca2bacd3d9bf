package io.pepper.client.select;

import io.pepper.client.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Decides on a zone, then leaves the choice within it to another selector. */
final class ZoneFirst implements Selector {
  private final Selector within;

  ZoneFirst(Selector within) {
    this.within = within;
  }

  @Override
  public Instance select(Choice choice) {
    return within.select(choice.among(near(choice)));
  }

  private static List<Instance> near(Choice choice) {
    TreeMap<String, List<Instance>> zones =
        choice.candidates().stream()
            .collect(Collectors.groupingBy(Instance::zone, TreeMap::new, Collectors.toList()));
    return byWeight(choice, zones)
        .or(() -> Optional.ofNullable(zones.get(choice.zone())))
        .orElse(choice.candidates());
  }

  /** Zones without a candidate do not count, so that their share goes to the others. */
  private static Optional<List<Instance>> byWeight(
      Choice choice, TreeMap<String, List<Instance>> zones) {
    Map<String, Integer> weights = choice.zoneWeights().getOrDefault(choice.zone(), Map.of());
    long sum = zones.keySet().stream().mapToLong(zone -> weights.getOrDefault(zone, 0)).sum();
    double point =
        choice
                .key()
                .map(key -> Hash.fraction(Hash.of(key)))
                .orElseGet(() -> ThreadLocalRandom.current().nextDouble())
            * sum;
    for (Map.Entry<String, List<Instance>> zone : zones.entrySet()) {
      point -= weights.getOrDefault(zone.getKey(), 0);
      if (point < 0) {
        return Optional.of(zone.getValue());
      }
    }
    return Optional.empty();
  }
}
