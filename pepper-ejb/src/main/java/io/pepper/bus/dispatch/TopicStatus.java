package io.pepper.bus.dispatch;

import java.time.Instant;
import java.util.Optional;

/**
 * A topic's dispatcher at one moment, on this node.
 *
 * @param reason why the gate is closed; empty otherwise
 * @param nextPing when the consumer is asked again; only while closed
 * @param running deliveries under way; each may carry several jobs
 * @param waiting jobs taken from the store for the next free worker
 * @param unrecorded outcomes the store has not confirmed yet
 */
public record TopicStatus(
    TopicState state,
    String reason,
    Optional<Instant> nextPing,
    int running,
    int waiting,
    int unrecorded) {
  static TopicStatus of(TopicState state, Gate gate, int running, int waiting, int unrecorded) {
    return state == TopicState.CLOSED
        ? new TopicStatus(state, gate.reason(), gate.nextPing(), running, waiting, unrecorded)
        : new TopicStatus(state, "", Optional.empty(), running, waiting, unrecorded);
  }
}
