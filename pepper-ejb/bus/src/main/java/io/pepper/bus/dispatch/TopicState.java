package io.pepper.bus.dispatch;

/** What a topic's dispatcher does now (docs/protocol.md, Delivery). */
public enum TopicState {
  /** The consumer has not answered a ping yet, or turned jobs away: pinging, no delivery. */
  CLOSED,
  /** Jobs flow. */
  OPEN,
  /** An operator holds it back; jobs are accepted and wait. */
  PAUSED,
  /** Consumers fetch for themselves; only due jobs are made ready here. */
  PULLED,
  /** The node stops, or the topic is gone. */
  STOPPED
}
