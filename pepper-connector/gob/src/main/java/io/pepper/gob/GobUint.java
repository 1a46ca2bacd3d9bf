package io.pepper.gob;

/**
 * An unsigned integer of any of Go's sizes.
 *
 * @param value its 64 bits; those above {@link Long#MAX_VALUE} are negative here
 */
public record GobUint(long value) implements GobValue {}
