package io.pepper.gob.write;

import io.pepper.gob.GobException;
import io.pepper.gob.GobValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types that a program sends, with ids that are the same on all streams: a value can be encoded
 * once and sent to many readers. Each stream gets the definitions once, before the first value;
 * {@link GobWriter} sees to that. Immutable, safe for any number of threads.
 */
public final class GobSchema {
  /** The least id of a type that is not Go's own. */
  public static final int MIN_ID = 64;

  private final Map<GobType, Integer> ids = new HashMap<>();
  private final Map<String, NamedType> named = new HashMap<>();
  private final byte[] definitions;
  private final int firstId;
  private final int endId;

  /**
   * Describes types in Go's order: a struct before its fields, a collection behind what it holds.
   *
   * @param firstId the id of the first type, at least {@link #MIN_ID}. Schemas that share a stream
   *     have no id in common
   * @param values the types of values
   * @param named the types of what interface values hold, by the names under which Go's programs
   *     register them. Their order is that of their ids
   */
  public GobSchema(int firstId, List<GobType> values, Map<String, GobType> named) {
    if (firstId < MIN_ID) {
      throw new IllegalArgumentException("ids below " + MIN_ID + " are Go's own: " + firstId);
    }
    TypeIds all = new TypeIds(firstId);
    values.forEach(type -> type.assign(all));
    named.values().forEach(type -> type.assign(all));
    values.forEach(type -> type.define(all));
    named.values().forEach(type -> type.define(all));
    values.forEach(type -> ids.put(type, all.of(type)));
    named.forEach((name, type) -> this.named.put(name, new NamedType(type, all.of(type))));
    definitions = all.definitions();
    this.firstId = firstId;
    endId = all.end();
  }

  /**
   * Encodes a value.
   *
   * @param type one of the types of values
   * @throws GobException if the value is none of that type, or over the gibibyte that Go reads
   */
  public GobMessage encode(GobType type, GobValue value) {
    Integer id = ids.get(type);
    if (id == null) {
      throw new GobException("the schema has no values of type " + type);
    }
    Encoding out = new Encoding(named);
    int start = out.beginLength();
    out.signed(id);
    out.value(type, value);
    out.endLength(start);
    return new GobMessage(this, out.toBytes());
  }

  byte[] definitions() {
    return definitions;
  }

  boolean sharesIdsWith(GobSchema other) {
    return firstId < other.endId && other.firstId < endId;
  }
}
