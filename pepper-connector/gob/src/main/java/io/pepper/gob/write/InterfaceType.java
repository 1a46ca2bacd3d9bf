package io.pepper.gob.write;

import io.pepper.gob.GobInterface;
import io.pepper.gob.GobValue;

/**
 * Any value of a type with a name. The definitions of all such types come before, so that no
 * message is cut.
 */
final class InterfaceType extends GobType {
  private static final int ID = 8;

  @Override
  void assign(TypeIds ids) {
    // Its id is the same in all streams.
  }

  @Override
  int basicId() {
    return ID;
  }

  @Override
  void define(TypeIds ids) {
    // Both sides know it.
  }

  @Override
  boolean isOmitted(GobValue value) {
    return value instanceof GobInterface any && any.isNil();
  }

  @Override
  void write(Encoding out, GobValue value) {
    if (!(value instanceof GobInterface any)) {
      throw mismatch(value);
    }
    out.text(any.name());
    if (!any.isNil()) {
      NamedType type = out.named(any.name());
      out.signed(type.id());
      int start = out.beginLength();
      out.value(type.type(), any.value());
      out.endLength(start);
    }
  }

  @Override
  public String toString() {
    return "GobInterface";
  }
}
