package io.pepper.config.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/** The rule that says which nodes have a gray release of a file. Immutable. */
public sealed interface GrayRule {
  /** Returns whether a node is one of them. */
  boolean selects(String node, Map<String, String> labels);

  /** The nodes of a list. */
  record ListedNodes(Set<String> nodes) implements GrayRule {
    public ListedNodes {
      nodes = Set.copyOf(nodes);
    }

    @Override
    public boolean selects(String node, Map<String, String> labels) {
      return nodes.contains(node);
    }
  }

  /** The nodes that have all of these labels, which nodes send as their component tags. */
  record LabelledNodes(Map<String, String> labels) implements GrayRule {
    public LabelledNodes {
      labels = Map.copyOf(labels);
    }

    @Override
    public boolean selects(String node, Map<String, String> theirs) {
      return theirs.entrySet().containsAll(labels.entrySet());
    }
  }

  /**
   * A share of the nodes, always the same ones: who is among 10 percent is among 20.
   *
   * @param percent 1 to 100
   */
  record ShareOfNodes(int percent) implements GrayRule {
    @Override
    public boolean selects(String node, Map<String, String> labels) {
      CRC32 hash = new CRC32();
      hash.update(node.getBytes(UTF_8));
      return hash.getValue() % 100 < percent;
    }
  }
}
