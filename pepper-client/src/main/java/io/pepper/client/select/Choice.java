package io.pepper.client.select;

import io.pepper.client.Application;
import io.pepper.client.Instance;
import io.pepper.client.Load;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The instances that a selector chooses from, and what it may go by. Immutable.
 *
 * @param candidates at least one
 * @param key the key that belongs together, such as a user's id; empty if there is none
 * @param zone the zone of the process that chooses
 * @param zoneWeights see {@link io.pepper.client.Instances#zoneWeights}
 * @param loads loads by hostname; may be empty, never waits
 */
public record Choice(
    List<Instance> candidates,
    Optional<String> key,
    String zone,
    Map<String, Map<String, Integer>> zoneWeights,
    Supplier<Map<String, Load>> loads) {
  /**
   * Creates a choice.
   *
   * @throws IllegalArgumentException if there is no candidate
   */
  public Choice {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to choose from");
    }
  }

  /** Returns a choice among some instances of an application. */
  public static Choice of(
      Application application, List<Instance> candidates, Optional<String> key) {
    return new Choice(
        candidates,
        key,
        application.zone(),
        application.instances().zoneWeights(),
        application::loads);
  }

  /** Returns the same choice among other instances. */
  public Choice among(List<Instance> others) {
    return new Choice(others, key, zone, zoneWeights, loads);
  }
}
