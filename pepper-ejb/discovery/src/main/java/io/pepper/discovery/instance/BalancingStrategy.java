package io.pepper.discovery.instance;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How consumers shall choose among the instances of an application, as operators set it. Consumers
 * see it and choose themselves. The names are those of gokeeper's schedulers.
 */
public enum BalancingStrategy {
  /** Any, each as often as others. */
  RANDOM,
  /** One after the other. */
  ROUND_ROBIN,
  /** By their weights, evenly mixed. */
  SMOOTH_WEIGHTED;

  /** Returns the strategy with a name such as {@code round_robin}; empty if there is none. */
  public static Optional<BalancingStrategy> of(String text) {
    return Stream.of(values()).filter(each -> each.text().equals(text)).findFirst();
  }

  /** Returns the name, such as {@code round_robin}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
