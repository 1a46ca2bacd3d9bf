package io.pepper.gob;

/** A signed integer of any of Go's sizes, {@code time.Duration} (nanoseconds) among them. */
public record GobInt(long value) implements GobValue {}
