package io.pepper.gob.write;

import io.pepper.gob.GobOpaque;
import io.pepper.gob.GobValue;

/** A type that encodes itself. */
final class OpaqueType extends GobType {
  private final String name;

  OpaqueType(String name) {
    this.name = name;
  }

  @Override
  void assign(TypeIds ids) {
    ids.next(this);
  }

  @Override
  void define(TypeIds ids) {
    ids.define(this, DefinitionTypes.encoder(DefinitionTypes.common(name, ids.of(this))));
  }

  @Override
  boolean isOmitted(GobValue value) {
    return false;
  }

  @Override
  void write(Encoding out, GobValue value) {
    if (!(value instanceof GobOpaque opaque)) {
      throw mismatch(value);
    }
    out.bytes(opaque.bytes());
  }

  @Override
  public String toString() {
    return "opaque " + name;
  }
}
