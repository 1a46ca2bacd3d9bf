package io.pepper.bus.metrics;

/**
 * The pushes that this node accepted for a queue since it started.
 *
 * @param pushes accepted commands or requests ({@code pepperbus_queue_add_count})
 * @param jobs the jobs in them
 */
public record QueueSnapshot(long pushes, long jobs) {}
