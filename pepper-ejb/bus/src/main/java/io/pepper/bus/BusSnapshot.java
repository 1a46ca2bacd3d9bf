package io.pepper.bus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The figures of all queues at one moment.
 *
 * @param queues sorted by name
 * @param problem why counts are missing, in one line; empty when the store answers
 */
public record BusSnapshot(Instant at, List<QueueOverview> queues, Optional<String> problem) {}
