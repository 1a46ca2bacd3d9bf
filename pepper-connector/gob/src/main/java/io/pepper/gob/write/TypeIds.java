package io.pepper.gob.write;

import io.pepper.gob.GobValue;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The ids of a schema's types and the messages that define them. Used by one thread, while the
 * schema is made.
 */
final class TypeIds {
  private final Map<GobType, Integer> ids = new IdentityHashMap<>();
  private final Map<GobType, Boolean> defined = new IdentityHashMap<>();
  private final Encoding definitions = new Encoding(Map.of());
  private int next;

  TypeIds(int first) {
    next = first;
  }

  /** Gives the type the next id, unless it has one, and returns whether it did. */
  boolean next(GobType type) {
    if (ids.containsKey(type)) {
      return false;
    }
    ids.put(type, next++);
    return true;
  }

  int of(GobType type) {
    return type.basicId() > 0 ? type.basicId() : ids.get(type);
  }

  /** Adds the message that defines a type, unless it is there, and returns whether it did. */
  boolean define(GobType type, GobValue description) {
    if (defined.put(type, true) != null) {
      return false;
    }
    int start = definitions.beginLength();
    definitions.signed(-of(type));
    DefinitionTypes.WIRE_TYPE.write(definitions, description);
    definitions.endLength(start);
    return true;
  }

  byte[] definitions() {
    return definitions.toBytes();
  }

  /** Returns the id after the last one given. */
  int end() {
    return next;
  }
}
