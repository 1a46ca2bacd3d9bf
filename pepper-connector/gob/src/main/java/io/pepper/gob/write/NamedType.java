package io.pepper.gob.write;

/** A type that interface values may have, and its id. */
record NamedType(GobType type, int id) {}
