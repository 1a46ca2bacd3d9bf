package io.pepper.web.faces.bus;

import io.pepper.bus.metrics.TopicState;

/** The condition of a topic, in the words and the colour of the dashboard. */
enum TopicCondition {
  DELIVERING("Delivering", "good"),
  PULLED("Kept, not delivered", "held"),
  PAUSED("Paused", "held"),
  WAITING("Waiting for the consumer", "bad"),
  ELSEWHERE("No consumer on this node", "idle");

  private final String label;
  private final String style;

  TopicCondition(String label, String style) {
    this.label = label;
    this.style = style;
  }

  static TopicCondition of(TopicState state) {
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
