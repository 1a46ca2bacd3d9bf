package io.pepper.client.select;

import io.pepper.client.Application;
import io.pepper.client.Instance;
import io.pepper.client.Load;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a selector chooses from, and what it may go by. Immutable.
 *
 * @param candidates at least one
 * @param key what belongs together, such as a user's id; empty if nothing does
 * @param zone of the process that chooses
 * @param zoneWeights see {@link io.pepper.client.Instances#zoneWeights}
 * @param loads by hostname; may be empty, never waits
 */
public record Choice(
    List<Instance> candidates,
    Optional<String> key,
    String zone,
    Map<String, Map<String, Integer>> zoneWeights,
    Supplier<Map<String, Load>> loads) {
  /**
   * @throws IllegalArgumentException if there is no candidate
   */
  public Choice {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to choose from");
    }
  }

  /** A choice among some instances of an application. */
  public static Choice of(
      Application application, List<Instance> candidates, Optional<String> key) {
    return new Choice(
        candidates,
        key,
        application.zone(),
        application.instances().zoneWeights(),
        application::loads);
  }

  /** The same among others. */
  public Choice among(List<Instance> others) {
    return new Choice(others, key, zone, zoneWeights, loads);
  }
}
