package io.pepper.web.faces.config;

import io.pepper.config.definition.GrayRule;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.util.List;

/** The nodes that a gray release selects among those that receive the domain now. */
public final class GrayNodes {
  private static final int MAX_NAMES = 50;

  private final int all;
  private final List<String> selected;

  /**
   * @param rule who is selected
   * @param nodes all that receive the domain
   */
  public GrayNodes(GrayRule rule, List<NodeStatus> nodes) {
    List<NodeStatus> distinct = nodes.stream().distinct().toList();
    all = distinct.size();
    selected =
        distinct.stream()
            .filter(node -> rule.selects(node.node(), node.labels()))
            .map(NodeStatus::node)
            .map(PlainText::of)
            .toList();
  }

  /** Returns how many of how many nodes it is. */
  public String getSummary() {
    if (all == 0) {
      return "no node of this domain is connected; the rule holds for those that come";
    }
    return Readable.count(selected.size())
        + " of "
        + Readable.count(all)
        + (all == 1 ? " connected node" : " connected nodes");
  }

  /** Returns the ids of the first of them. */
  public List<String> getNames() {
    return selected.subList(0, Math.min(MAX_NAMES, selected.size()));
  }

  /** Returns how many are not named; empty for none. */
  public String getMore() {
    int more = selected.size() - MAX_NAMES;
    return more > 0 ? "and " + Readable.count(more) + " more" : "";
  }
}
