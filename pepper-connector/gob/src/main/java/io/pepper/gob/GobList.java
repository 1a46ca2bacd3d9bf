package io.pepper.gob;

import java.util.List;

/**
 * A slice or an array.
 *
 * @param elements unmodifiable, without null
 */
public record GobList(List<GobValue> elements) implements GobValue {
  public GobList {
    elements = List.copyOf(elements);
  }

  /** Returns a list of these elements. */
  public static GobList of(GobValue... elements) {
    return new GobList(List.of(elements));
  }
}
