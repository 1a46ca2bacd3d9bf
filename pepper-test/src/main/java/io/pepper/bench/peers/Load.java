package io.pepper.bench.peers;

/**
 * What {@link LoadGenerator} got done.
 *
 * @param operations that were answered
 * @param seconds until the last answer
 */
record Load(long operations, double seconds) {}
