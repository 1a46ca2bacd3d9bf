package io.pepper.discovery;

import io.pepper.discovery.instance.InstanceKey;
import java.util.Comparator;
import java.util.function.Predicate;

/**
 * The share of the instances that this node checks. Each node that takes part has a share, and when
 * a node joins or leaves, only the instances of its own share change hands.
 */
final class CheckAssignment implements Predicate<InstanceKey> {
  private final Nodes nodes;

  CheckAssignment(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public boolean test(InstanceKey key) {
    int hash = key.hashCode();
    return nodes.all().stream()
        .map(DiscoveryNode::name)
        .max(
            Comparator.comparingInt((String name) -> mixed(name.hashCode() * 31 + hash))
                .thenComparing(Comparator.naturalOrder()))
        .filter(nodes.self().name()::equals)
        .isPresent();
  }

  /** Mixes the bits of a hash, so that names that differ little are far apart. */
  private static int mixed(int value) {
    int mixed = (value ^ value >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
