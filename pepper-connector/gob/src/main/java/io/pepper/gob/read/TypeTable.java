package io.pepper.gob.read;

import io.pepper.gob.GobException;
import io.pepper.gob.GobLimitException;
import java.util.HashMap;
import java.util.Map;

/** The types of one stream by their ids: Go's own, and those that the stream has defined. */
final class TypeTable {
  private static final long FIRST_DEFINED = 64;

  private static final WireType[] BASIC = BasicWireType.values();

  private final int max;
  private final Map<Long, WireType> defined = new HashMap<>();

  TypeTable(int max) {
    this.max = max;
  }

  WireType find(long id) {
    if (id > 0 && id <= BASIC.length) {
      return BASIC[(int) id - 1];
    }
    WireType type = defined.get(id);
    if (type == null) {
      throw new GobException("type " + id + " was not defined");
    }
    return type;
  }

  void define(long id, WireType type) {
    if (id < FIRST_DEFINED) {
      throw new GobException("type " + id + " is Go's own and cannot be defined");
    }
    if (defined.size() == max) {
      throw new GobLimitException("types", max + 1L, max);
    }
    if (defined.putIfAbsent(id, type) != null) {
      throw new GobException("type " + id + " is defined twice");
    }
  }
}
