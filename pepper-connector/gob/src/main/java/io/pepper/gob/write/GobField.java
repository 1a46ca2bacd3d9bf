package io.pepper.gob.write;

import java.util.Objects;

/**
 * A field of a struct.
 *
 * @param name as Go's, which finds its own field by it
 */
public record GobField(String name, GobType type) {
  public GobField {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}
