package io.pepper.bus.metrics;

/**
 * What this node accepted for a queue since it started.
 *
 * @param pushes commands or requests that were accepted ({@code pepperbus_queue_add_count})
 * @param jobs in them
 */
public record QueueSnapshot(long pushes, long jobs) {}
