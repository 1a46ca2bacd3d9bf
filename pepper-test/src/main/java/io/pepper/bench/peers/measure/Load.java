package io.pepper.bench.peers.measure;

/**
 * What {@link LoadGenerator} got done.
 *
 * @param operations that were answered
 * @param seconds until the last answer
 */
public record Load(long operations, double seconds) {}
