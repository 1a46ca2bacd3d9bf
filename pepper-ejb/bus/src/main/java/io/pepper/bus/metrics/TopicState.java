package io.pepper.bus.metrics;

/** The state of a topic's delivery on this node (docs/protocol.md, Delivery). */
public enum TopicState {
  /** No delivery: the consumer has not answered a ping yet, or was away, and is pinged. */
  CLOSED,
  /** Jobs are delivered. */
  OPEN,
  /** No delivery until an operator resumes the topic; jobs are accepted and wait. */
  PAUSED,
  /** No delivery: consumers fetch for themselves; only due jobs are made ready here. */
  PULLED,
  /** No delivery: the node stops, or the topic was removed. */
  STOPPED
}
