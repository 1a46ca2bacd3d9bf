package io.pepper.client.select;

import io.pepper.client.Instance;
import java.util.Set;
import java.util.function.Predicate;

/** The filters of instances. Combine them with {@code and}, {@code or}, {@code negate}. */
public final class Filters {
  private Filters() {}

  /**
   * Returns the filter for one of these clusters ({@code metadata.cluster}); without names, all
   * pass.
   */
  public static Predicate<Instance> clusters(String... names) {
    Set<String> wanted = Set.of(names);
    return instance ->
        wanted.isEmpty() || wanted.contains(instance.metadata().getOrDefault("cluster", ""));
  }

  /**
   * Returns the filter for a group: {@code metadata.group}, several separated by commas. Instances
   * without one do not pass.
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

  /**
   * Returns the filter for a colour ({@code metadata.color}); the empty one means instances
   * without.
   */
  public static Predicate<Instance> color(String name) {
    return instance -> instance.metadata().getOrDefault("color", "").equals(name);
  }

  /** Returns the filter for instances with an address of this scheme, such as {@code grpc}. */
  public static Predicate<Instance> scheme(String scheme) {
    return instance -> instance.address(scheme).isPresent();
  }
}
