package io.pepper.web.faces.discovery;

import io.pepper.discovery.InstanceCounts;

/** The state of an application in the words and the colour of the page, the worst first. */
enum AppSeverity {
  DOWN("None up", "bad"),
  UNHEALTHY("Unhealthy", "bad"),
  PROTECTED("Protected", "held"),
  DRAINED("Drained", "held"),
  UP("Up", "good"),
  EMPTY("No instances", "idle");

  private final String label;
  private final String style;

  AppSeverity(String label, String style) {
    this.label = label;
    this.style = style;
  }

  /**
   * @param kept how many instances are kept although their heartbeats stopped
   */
  static AppSeverity of(InstanceCounts tally, int kept) {
    if (tally.instances() == 0) {
      return EMPTY;
    }
    if (tally.up() == 0) {
      return DOWN;
    }
    if (tally.unhealthy() > 0) {
      return UNHEALTHY;
    }
    if (kept > 0) {
      return PROTECTED;
    }
    return tally.drained() > 0 ? DRAINED : UP;
  }

  /** Returns whether an operator should attend to it. */
  boolean needsAttention() {
    return compareTo(UP) < 0;
  }

  String label() {
    return label;
  }

  String style() {
    return style;
  }
}
