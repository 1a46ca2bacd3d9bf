package io.pepper.gob;

import java.util.Objects;

/**
 * A value of an interface type: a value of any type with the name under which Go's programs have
 * registered that type.
 *
 * @param name such as {@code model.NodeInfo} or {@code map[string]int}; empty for nil
 * @param value null for nil
 */
public record GobInterface(String name, GobValue value) implements GobValue {
  /** The interface value that holds nothing. */
  public static final GobInterface NIL = new GobInterface("", null);

  public GobInterface {
    Objects.requireNonNull(name, "name");
    if (name.isEmpty() != (value == null)) {
      throw new GobException("an interface has a name and a value, or neither: name " + name);
    }
  }

  /** Returns whether it holds nothing. */
  public boolean isNil() {
    return value == null;
  }
}
