package io.pepper.gob.read;

/** The id of a type, which may be defined later than what refers to it, and be itself. */
final class TypeReference {
  private final long id;
  private WireType type;

  TypeReference(long id) {
    this.id = id;
  }

  TypeReference(WireType known) {
    this(0);
    type = known;
  }

  WireType in(TypeTable types) {
    if (type == null) {
      type = types.find(id);
    }
    return type;
  }
}
