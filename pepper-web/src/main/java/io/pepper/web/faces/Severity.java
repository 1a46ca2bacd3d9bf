package io.pepper.web.faces;

import io.pepper.bus.metrics.TopicState;

/** How a topic fares, in the words and the colour of the dashboard. */
enum Severity {
  DELIVERING("Delivering", "good"),
  PULLED("Kept, not delivered", "held"),
  PAUSED("Paused", "held"),
  WAITING("Waiting for the consumer", "bad"),
  ELSEWHERE("No consumer on this node", "idle");

  private final String label;
  private final String style;

  Severity(String label, String style) {
    this.label = label;
    this.style = style;
  }

  static Severity of(TopicState state) {
    return switch (state) {
      case OPEN -> DELIVERING;
      case PULLED -> PULLED;
      case PAUSED -> PAUSED;
      case CLOSED -> WAITING;
      case STOPPED -> ELSEWHERE;
    };
  }

  String label() {
    return label;
  }

  String style() {
    return style;
  }
}
