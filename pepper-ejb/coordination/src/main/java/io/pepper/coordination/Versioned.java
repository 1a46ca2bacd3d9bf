package io.pepper.coordination;

/**
 * A value with the place it has in Coordination.
 *
 * @param key the whole key, with its prefix
 * @param revision the revision at which the value was written
 */
public record Versioned<V>(String key, V value, long revision) {}
