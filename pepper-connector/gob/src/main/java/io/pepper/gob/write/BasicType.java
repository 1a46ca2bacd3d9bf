package io.pepper.gob.write;

import io.pepper.gob.GobValue;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** A type that needs no definition. */
final class BasicType extends GobType {
  private final int id;
  private final Class<? extends GobValue> kind;
  private final Predicate<GobValue> zero;
  private final BiConsumer<Encoding, GobValue> writer;

  BasicType(
      int id,
      Class<? extends GobValue> kind,
      Predicate<GobValue> zero,
      BiConsumer<Encoding, GobValue> writer) {
    this.id = id;
    this.kind = kind;
    this.zero = zero;
    this.writer = writer;
  }

  @Override
  void assign(TypeIds ids) {
    // Its id is the same in all streams.
  }

  @Override
  int basicId() {
    return id;
  }

  @Override
  void define(TypeIds ids) {
    // Both sides know it.
  }

  @Override
  boolean isOmitted(GobValue value) {
    return kind.isInstance(value) && zero.test(value);
  }

  @Override
  void write(Encoding out, GobValue value) {
    if (!kind.isInstance(value)) {
      throw mismatch(value);
    }
    writer.accept(out, value);
  }

  @Override
  public String toString() {
    return kind.getSimpleName();
  }
}
