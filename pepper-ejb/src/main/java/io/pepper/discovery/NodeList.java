package io.pepper.discovery;

import java.util.List;

/**
 * The nodes that serve discovery at one moment. Immutable.
 *
 * @param changed when that last changed, nanoseconds since 1970; rises with every change
 * @param nodes in the order of their names, never empty
 */
public record NodeList(long changed, List<DiscoveryNode> nodes) {
  /**
   * @throws IllegalArgumentException if there is no node
   */
  public NodeList {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("at least this node serves");
    }
  }
}
