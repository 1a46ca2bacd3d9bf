package io.pepper.gob;

/** A {@code float32} or {@code float64}. */
public record GobFloat(double value) implements GobValue {}
