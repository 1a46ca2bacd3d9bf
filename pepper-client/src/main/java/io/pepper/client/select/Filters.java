package io.pepper.client.select;

import io.pepper.client.Instance;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which instances come into question. Combine them with {@code and}, {@code or}, {@code negate}.
 */
public final class Filters {
  private Filters() {}

  /** Those of one of these clusters ({@code metadata.cluster}); none named: all (spec 2.7). */
  public static Predicate<Instance> clusters(String... names) {
    Set<String> wanted = Set.of(names);
    return instance ->
        wanted.isEmpty() || wanted.contains(instance.metadata().getOrDefault("cluster", ""));
  }

  /**
   * Those that belong to a group: {@code metadata.group}, several separated by commas. Instances
   * without one do not (spec 4.4).
   */
  public static Predicate<Instance> group(String name) {
    return instance -> {
      for (String group : instance.metadata().getOrDefault("group", "").split(",")) {
        if (group.strip().equals(name)) {
          return true;
        }
      }
      return false;
    };
  }

  /** Those of this colour ({@code metadata.color}); the empty one means those without. */
  public static Predicate<Instance> color(String name) {
    return instance -> instance.metadata().getOrDefault("color", "").equals(name);
  }

  /** Those that have an address of this scheme, such as {@code grpc}. */
  public static Predicate<Instance> scheme(String scheme) {
    return instance -> instance.address(scheme).isPresent();
  }
}
