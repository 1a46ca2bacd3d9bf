package io.pepper.web.faces.bus;

import io.pepper.bus.TopicOverview;
import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.metrics.TopicState;

/** The condition of a topic, in the words and the colour of the dashboard. */
enum TopicCondition {
  DELIVERING("Delivering", "good"),
  FAILING("Failing", "bad"),
  SOME_FAIL("Some fail", "held"),
  PULLED("Kept, not delivered", "held"),
  PAUSED("Paused", "held"),
  WAITING("Waiting for the consumer", "bad"),
  NOBODY("Nobody consumes this", "bad"),
  ELSEWHERE("Not delivered by this node", "idle");

  /** The share of failures among recent attempts from which a topic is failing. */
  private static final double FAILING_SHARE = 0.5;

  private static final double SOME_SHARE = 0.1;

  private final String label;
  private final String style;

  TopicCondition(String label, String style) {
    this.label = label;
    this.style = style;
  }

  /**
   * Returns the condition of a topic: one that is delivered may fail all the same.
   *
   * @param isMissingNode whether no node delivers it
   */
  static TopicCondition of(TopicOverview topic, boolean isMissingNode) {
    TopicCondition condition =
        topic.status().map(status -> of(status.state())).orElse(away(topic, isMissingNode));
    if (condition != DELIVERING) {
      return condition;
    }
    long failed = topic.figures().recentFailed();
    long all = failed + topic.figures().recentSucceeded();
    if (failed == 0 || failed < SOME_SHARE * all) {
      return DELIVERING;
    }
    return failed < FAILING_SHARE * all ? SOME_FAIL : FAILING;
  }

  private static TopicCondition away(TopicOverview topic, boolean isMissingNode) {
    if (topic.definition().delivery() instanceof DeliveryMethod.Pull) {
      return PULLED;
    }
    if (topic.definition().paused()) {
      return PAUSED;
    }
    return isMissingNode ? NOBODY : ELSEWHERE;
  }

  private static TopicCondition of(TopicState state) {
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
