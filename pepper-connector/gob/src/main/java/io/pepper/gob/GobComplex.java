package io.pepper.gob;

/** A {@code complex64} or {@code complex128}. */
public record GobComplex(double real, double imaginary) implements GobValue {}
