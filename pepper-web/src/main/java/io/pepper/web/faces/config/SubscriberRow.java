package io.pepper.web.faces.config;

import io.pepper.config.snapshot.NodeStatus;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;

/** A node that receives a domain, as the pages read it. */
public final class SubscriberRow {
  private final NodeStatus node;
  private final Instant now;

  SubscriberRow(NodeStatus node, Instant now) {
    this.node = node;
    this.now = now;
  }

  public String getNode() {
    return PlainText.of(node.node());
  }

  /** Returns what the program says of itself: its role and its machine. */
  public String getProgram() {
    String machine = node.hostname().isEmpty() ? node.peer() : node.hostname();
    return PlainText.of(node.component().isEmpty() ? machine : node.component() + ", " + machine);
  }

  public String getTransport() {
    return node.transport();
  }

  /** Returns the Pepper that it is connected to. */
  public String getServer() {
    return PlainText.of(node.server());
  }

  /** Returns what it has; a dash for nothing yet. */
  public String getRevision() {
    return node.revision() == 0 ? "–" : Long.toString(node.revision());
  }

  public String getExpected() {
    return Long.toString(node.expected());
  }

  public boolean isLagging() {
    return node.isLagging();
  }

  /** Returns since when it was to have what it should have. */
  public Moment getSince() {
    return new Moment(node.since(), now, ZoneOffset.UTC);
  }
}
