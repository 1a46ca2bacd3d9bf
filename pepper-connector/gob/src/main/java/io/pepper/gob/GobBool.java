package io.pepper.gob;

/** A {@code bool}. */
public record GobBool(boolean value) implements GobValue {}
