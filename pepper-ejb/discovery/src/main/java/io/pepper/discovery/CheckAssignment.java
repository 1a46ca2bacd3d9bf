package io.pepper.discovery;

import io.pepper.discovery.instance.InstanceKey;
import java.util.Comparator;
import java.util.function.Predicate;

/**
 * Which instances this node checks after: each node that takes part has its share, and when one
 * goes only its share moves. Nodes that see different lists for a moment may both look after an
 * instance, or neither.
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

  /** So that names that differ little are far apart. */
  private static int mixed(int value) {
    int mixed = (value ^ value >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
