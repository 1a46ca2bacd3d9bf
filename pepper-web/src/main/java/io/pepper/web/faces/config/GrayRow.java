package io.pepper.web.faces.config;

import io.pepper.config.definition.GrayRule;
import io.pepper.config.snapshot.GrayRelease;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The gray release of a file, as the page reads it. */
public final class GrayRow {
  /** The nodes that a gray release selects among those that receive the domain now. */
  public static final class GrayNodes {
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

  private final PublishedFile file;
  private final GrayRelease release;
  private final GrayNodes nodes;
  private final Instant now;

  /**
   * @param nodes all that receive the domain
   */
  GrayRow(PublishedFile file, GrayRelease release, List<NodeStatus> nodes, Instant now) {
    this.file = file;
    this.release = release;
    this.nodes = new GrayNodes(release.rule(), nodes);
    this.now = now;
  }

  /** Returns the nodes that have it, among those that are connected. */
  public GrayNodes getNodes() {
    return nodes;
  }

  public String getRevision() {
    return Long.toString(release.version());
  }

  public String getRule() {
    return GrayText.of(release.rule());
  }

  public String getAuthor() {
    return PlainText.of(release.author());
  }

  public Moment getAt() {
    return new Moment(release.at(), now, ZoneOffset.UTC);
  }

  public List<DifferenceRow> getChanges() {
    return DifferenceRow.between(file.content(), release.content());
  }
}
