package io.pepper.gob.read;

import io.pepper.gob.GobValue;
import java.io.IOException;

/** A type of a stream, which reads its values. Types of one stream refer to each other by id. */
interface WireType {
  /** Reads a value, whose type and leading 0 were read. */
  GobValue read(ValueInput in) throws IOException;

  /** Returns whether values begin with a field, not with a 0. */
  default boolean isStruct() {
    return false;
  }
}
