package io.pepper.gob.write;

import io.pepper.gob.GobEntry;
import io.pepper.gob.GobMap;
import io.pepper.gob.GobValue;

/** A map. An empty one is sent, as Go does with one that is not nil. */
final class MapType extends GobType {
  private final String name;
  private final GobType key;
  private final GobType value;

  MapType(String name, GobType key, GobType value) {
    this.name = name;
    this.key = key;
    this.value = value;
  }

  @Override
  void assign(TypeIds ids) {
    key.assign(ids);
    value.assign(ids);
    ids.next(this);
  }

  @Override
  void define(TypeIds ids) {
    GobValue description =
        DefinitionTypes.map(DefinitionTypes.common(name, ids.of(this)), ids.of(key), ids.of(value));
    if (ids.define(this, description)) {
      key.define(ids);
      value.define(ids);
    }
  }

  @Override
  boolean isOmitted(GobValue value) {
    return false;
  }

  @Override
  void write(Encoding out, GobValue map) {
    if (!(map instanceof GobMap all)) {
      throw mismatch(map);
    }
    out.unsigned(all.entries().size());
    for (GobEntry each : all.entries()) {
      key.write(out, each.key());
      value.write(out, each.value());
    }
  }

  @Override
  public String toString() {
    return "map " + name;
  }
}
