package io.pepper.bus.dispatch;

import io.pepper.connector.fastcgi.FastCgiPool;
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
 * @param pool what is known of the children that run its scripts, for all topics of their address;
 *     empty for consumers other than FastCGI
 */
public record TopicStatus(
    TopicState state,
    String reason,
    Optional<Instant> nextPing,
    int running,
    int waiting,
    int unrecorded,
    Optional<FastCgiPool> pool) {
  static TopicStatus of(
      TopicState state,
      ConsumerCircuitBreaker gate,
      int running,
      int waiting,
      int unrecorded,
      Optional<FastCgiPool> pool) {
    boolean closed = state == TopicState.CLOSED;
    String reason = closed ? gate.reason() : "";
    Optional<Instant> nextPing = closed ? gate.nextPing() : Optional.empty();
    return new TopicStatus(state, reason, nextPing, running, waiting, unrecorded, pool);
  }
}
