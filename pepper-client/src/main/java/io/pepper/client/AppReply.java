package io.pepper.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of a server's reply that concerns one application (docs/protocol.md, "Discovery over
 * HTTP").
 *
 * @param instances the instances that take traffic, in order
 * @param zoneWeights shares of the traffic by source zone and target zone
 * @param timestamp the timestamp to send in the next poll, so that only news is answered
 */
record AppReply(
    List<Instance> instances, Map<String, Map<String, Integer>> zoneWeights, long timestamp) {
  /**
   * @throws IllegalArgumentException if it is none
   */
  static AppReply read(String app, Object json) {
    if (!(json instanceof Map<?, ?> fields)
        || !(fields.get("instances") instanceof Map<?, ?> zones)) {
      throw new IllegalArgumentException("no instances for " + app);
    }
    long timestamp = InstanceJson.number(fields.get("latest_timestamp"));
    if (timestamp <= 0) {
      throw new IllegalArgumentException("no latest_timestamp for " + app);
    }
    List<Instance> instances = new ArrayList<>();
    zones.forEach((zone, list) -> {
      if (list instanceof List<?> elements) {
        elements.forEach(
            element -> InstanceJson.read(app, zone.toString(), element).ifPresent(instances::add));
      }
    });
    instances.removeIf(instance -> instance.status() != Status.UP);
    instances.sort(InProcessRegistry.ORDER);
    return new AppReply(instances, zoneWeights(fields.get("scheduler")), timestamp);
  }

  /**
   * Reads the scheduler's two shapes: an object with {@code clients}, or a list of {@code src,
   * dst}.
   */
  private static Map<String, Map<String, Integer>> zoneWeights(Object scheduler) {
    Map<String, Map<String, Integer>> weights = new TreeMap<>();
    if (!(scheduler instanceof Map<?, ?> fields)) {
      addPairs(scheduler, weights);
    } else if (fields.get("clients") instanceof Map<?, ?> clients) {
      clients.forEach((source, targets) -> {
        if (targets instanceof Map<?, ?> map && map.get("zones") instanceof Map<?, ?> zones) {
          addTargets(source.toString(), zones, weights);
        }
      });
    } else {
      addPairs(fields.get("zones"), weights);
    }
    return weights;
  }

  private static void addPairs(Object pairs, Map<String, Map<String, Integer>> weights) {
    if (pairs instanceof List<?> list) {
      list.forEach(pair -> {
        if (pair instanceof Map<?, ?> map && map.get("dst") instanceof Map<?, ?> targets) {
          addTargets(InstanceJson.text(map.get("src")), targets, weights);
        }
      });
    }
  }

  private static void addTargets(
      String source, Map<?, ?> targets, Map<String, Map<String, Integer>> weights) {
    Map<String, Integer> byTarget = new LinkedHashMap<>();
    targets.forEach((target, value) -> {
      Object weight = value instanceof Map<?, ?> map ? map.get("weight") : value;
      long number = Math.clamp(InstanceJson.number(weight), 0, Integer.MAX_VALUE);
      byTarget.put(target.toString(), (int) number);
    });
    weights.put(source, byTarget);
  }

  /** Writes the scheduler's object, for the snapshot. */
  static Map<String, Object> scheduler(Map<String, Map<String, Integer>> zoneWeights) {
    Map<String, Object> clients = new LinkedHashMap<>();
    zoneWeights.forEach((source, targets) -> {
      Map<String, Object> zones = new LinkedHashMap<>();
      targets.forEach((target, weight) -> zones.put(target, Map.of("weight", weight)));
      clients.put(source, Map.of("zones", zones));
    });
    return Map.of("clients", clients);
  }
}
