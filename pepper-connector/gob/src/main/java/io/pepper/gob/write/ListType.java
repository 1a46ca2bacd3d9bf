package io.pepper.gob.write;

import io.pepper.gob.GobException;
import io.pepper.gob.GobList;
import io.pepper.gob.GobValue;

/** A slice or an array. */
final class ListType extends GobType {
  private final String name;
  private final GobType element;

  /** The length of an array, or -1. */
  private final int length;

  ListType(String name, GobType element, int length) {
    this.name = name;
    this.element = element;
    this.length = length;
  }

  private boolean isArray() {
    return length >= 0;
  }

  @Override
  void assign(TypeIds ids) {
    element.assign(ids);
    ids.next(this);
  }

  @Override
  void define(TypeIds ids) {
    GobValue common = DefinitionTypes.common(name, ids.of(this));
    GobValue description =
        isArray()
            ? DefinitionTypes.array(common, ids.of(element), length)
            : DefinitionTypes.slice(common, ids.of(element));
    if (ids.define(this, description)) {
      element.define(ids);
    }
  }

  @Override
  boolean isOmitted(GobValue value) {
    return !isArray() && value instanceof GobList list && list.elements().isEmpty();
  }

  @Override
  void write(Encoding out, GobValue value) {
    if (!(value instanceof GobList list)) {
      throw mismatch(value);
    }
    if (isArray() && list.elements().size() != length) {
      throw new GobException(
          "array %s has %d elements, not %d".formatted(name, length, list.elements().size()));
    }
    out.unsigned(list.elements().size());
    for (GobValue each : list.elements()) {
      element.write(out, each);
    }
  }

  @Override
  public String toString() {
    return (isArray() ? "array " : "slice ") + name;
  }
}
