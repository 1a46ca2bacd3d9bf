package io.pepper.bus.metrics;

import io.pepper.connector.fastcgi.FastCgiPool;
import java.time.Instant;
import java.util.Optional;

/**
 * The delivery of a topic on this node at one moment.
 *
 * @param reason why the consumer is unavailable; empty unless the state is CLOSED
 * @param nextPing the time of the next ping; empty unless the state is CLOSED
 * @param running deliveries under way; each may carry several jobs
 * @param waiting jobs fetched from the store for the next free worker
 * @param unrecorded outcomes that the store has not confirmed
 * @param pool the state of the children that run its scripts, for all topics of their address;
 *     empty for consumers other than FastCGI
 */
public record TopicStatus(
    TopicState state,
    String reason,
    Optional<Instant> nextPing,
    int running,
    int waiting,
    int unrecorded,
    Optional<FastCgiPool> pool) {}
