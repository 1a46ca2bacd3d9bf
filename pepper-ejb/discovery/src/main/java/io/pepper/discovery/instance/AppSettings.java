package io.pepper.discovery.instance;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings that operators make for a whole application. Immutable.
 *
 * @param zoneWeights of traffic from a zone (outer key) to a zone (inner key), each 0 or more;
 *     {@code scheduler} of bilibili/discovery, {@code zone_weights} of gokeeper
 * @param strategy by which consumers shall choose an instance; empty leaves that to them
 * @param remark free text
 * @param tokenHash of the token that lets callers from anywhere write to this application; empty if
 *     there is none
 * @param check how the nodes check the instances; empty if they do not
 */
public record AppSettings(
    Map<String, Map<String, Integer>> zoneWeights,
    Optional<BalancingStrategy> strategy,
    String remark,
    Optional<String> tokenHash,
    Optional<Check> check) {
  public static final AppSettings NONE =
      new AppSettings(Map.of(), Optional.empty(), "", Optional.empty(), Optional.empty());

  /**
   * Copies the weights and checks them.
   *
   * @throws IllegalArgumentException if a weight is negative
   */
  public AppSettings {
    Map<String, Map<String, Integer>> copy = new TreeMap<>();
    zoneWeights.forEach((source, targets) -> {
      targets.forEach((target, weight) -> {
        if (weight < 0) {
          throw new IllegalArgumentException(
              "the weight from %s to %s must not be negative".formatted(source, target));
        }
      });
      copy.put(source, Collections.unmodifiableMap(new TreeMap<>(targets)));
    });
    zoneWeights = Collections.unmodifiableMap(copy);
  }

  public AppSettings withZoneWeights(Map<String, Map<String, Integer>> now, String newRemark) {
    return new AppSettings(now, strategy, newRemark, tokenHash, check);
  }

  public AppSettings withStrategy(Optional<BalancingStrategy> now) {
    return new AppSettings(zoneWeights, now, remark, tokenHash, check);
  }

  public AppSettings withTokenHash(Optional<String> now) {
    return new AppSettings(zoneWeights, strategy, remark, now, check);
  }

  public AppSettings withCheck(Optional<Check> now) {
    return new AppSettings(zoneWeights, strategy, remark, tokenHash, now);
  }

  public boolean isNone() {
    return equals(NONE);
  }
}
