package io.pepper.gob.read;

import io.pepper.gob.GobException;
import io.pepper.gob.GobList;
import io.pepper.gob.GobValue;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A slice or an array. */
final class ListWireType implements WireType {
  private static final int FIRST_PLACES = 64;

  private final TypeReference element;

  /** The length of an array, or -1. */
  private final long length;

  ListWireType(long element, long length) {
    this.element = new TypeReference(element);
    this.length = length;
  }

  ListWireType(WireType element) {
    this.element = new TypeReference(element);
    length = -1;
  }

  @Override
  public GobList read(ValueInput in) throws IOException {
    int count = in.count();
    if (length >= 0 && count != length) {
      throw new GobException("an array has %d elements, not %d".formatted(length, count));
    }
    in.enter(count);
    WireType type = element.in(in.types());
    GobValue[] elements = new GobValue[Math.min(count, FIRST_PLACES)];
    for (int i = 0; i < count; i++) {
      if (i == elements.length) {
        elements = Arrays.copyOf(elements, Math.min(count, 2 * i));
      }
      elements[i] = type.read(in);
    }
    in.leave();
    return new GobList(List.of(elements));
  }
}
