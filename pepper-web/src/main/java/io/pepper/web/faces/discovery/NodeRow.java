package io.pepper.web.faces.discovery;

import io.pepper.discovery.DiscoveryNode;
import io.pepper.web.faces.PlainText;

/** A node that shares the registry, as the page reads it. */
public final class NodeRow {
  private final DiscoveryNode node;
  private final DiscoveryNode here;

  NodeRow(DiscoveryNode node, DiscoveryNode here) {
    this.node = node;
    this.here = here;
  }

  public String getName() {
    return PlainText.of(node.name());
  }

  public String getAddress() {
    return PlainText.of(node.address());
  }

  /** Returns region and zone. */
  public String getPlace() {
    return PlainText.of(node.region() + "/" + node.zone());
  }

  /** Returns whether it is the node that shows the page. */
  public boolean isHere() {
    return node.name().equals(here.name());
  }
}
