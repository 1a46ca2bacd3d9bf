package io.pepper.gob.write;

import io.pepper.gob.GobBool;
import io.pepper.gob.GobBytes;
import io.pepper.gob.GobComplex;
import io.pepper.gob.GobException;
import io.pepper.gob.GobFloat;
import io.pepper.gob.GobInt;
import io.pepper.gob.GobString;
import io.pepper.gob.GobUint;
import io.pepper.gob.GobValue;

/**
 * A type that values are encoded as. Two objects are two types, even if they are alike. Immutable.
 */
public abstract sealed class GobType
    permits BasicType, InterfaceType, GobStructType, ListType, MapType, OpaqueType {
  /** The type of {@link GobBool}. */
  public static final GobType BOOL =
      new BasicType(
          1,
          GobBool.class,
          value -> !((GobBool) value).value(),
          (out, value) -> out.unsigned(((GobBool) value).value() ? 1 : 0));

  /** The type of {@link GobInt}. */
  public static final GobType INT =
      new BasicType(
          2,
          GobInt.class,
          value -> ((GobInt) value).value() == 0,
          (out, value) -> out.signed(((GobInt) value).value()));

  /** The type of {@link GobUint}. */
  public static final GobType UINT =
      new BasicType(
          3,
          GobUint.class,
          value -> ((GobUint) value).value() == 0,
          (out, value) -> out.unsigned(((GobUint) value).value()));

  /** The type of {@link GobFloat}. */
  public static final GobType FLOAT =
      new BasicType(
          4,
          GobFloat.class,
          value -> ((GobFloat) value).value() == 0,
          (out, value) -> out.real(((GobFloat) value).value()));

  /** The type of {@link GobBytes}. */
  public static final GobType BYTES =
      new BasicType(
          5,
          GobBytes.class,
          value -> ((GobBytes) value).length() == 0,
          (out, value) -> out.bytes(((GobBytes) value).bytes()));

  /** The type of {@link GobString}. */
  public static final GobType STRING =
      new BasicType(
          6,
          GobString.class,
          value -> ((GobString) value).value().isEmpty(),
          (out, value) -> out.text(((GobString) value).value()));

  /** The type of {@link GobComplex}. */
  public static final GobType COMPLEX =
      new BasicType(
          7,
          GobComplex.class,
          value -> ((GobComplex) value).real() == 0 && ((GobComplex) value).imaginary() == 0,
          (out, value) -> {
            out.real(((GobComplex) value).real());
            out.real(((GobComplex) value).imaginary());
          });

  /** The type of {@link io.pepper.gob.GobInterface}. */
  public static final GobType INTERFACE = new InterfaceType();

  GobType() {}

  /**
   * Returns a slice.
   *
   * @param name such as {@code []string}, empty if there is none: Go reads nothing into it
   */
  public static GobType slice(String name, GobType element) {
    return new ListType(name, element, -1);
  }

  /**
   * Returns an array.
   *
   * @param length of each value, from 0
   */
  public static GobType array(String name, GobType element, int length) {
    if (length < 0) {
      throw new IllegalArgumentException("an array cannot have " + length + " elements");
    }
    return new ListType(name, element, length);
  }

  /** Returns a map. */
  public static GobType map(String name, GobType key, GobType value) {
    return new MapType(name, key, value);
  }

  /**
   * Returns a type that encodes itself ({@code GobEncoder}), whose values are {@code GobOpaque}.
   */
  public static GobType opaque(String name) {
    return new OpaqueType(name);
  }

  /** Assigns ids, in Go's order, to this type and those that it consists of. */
  abstract void assign(TypeIds ids);

  /** Returns the id of a type that needs no definition, or 0. */
  int basicId() {
    return 0;
  }

  /** Adds the definitions of this type and those that it consists of, in Go's order. */
  abstract void define(TypeIds ids);

  /** Returns whether values begin with a field, not with a 0. */
  boolean isStruct() {
    return false;
  }

  /** Returns whether a field with this value is not sent. */
  abstract boolean isOmitted(GobValue value);

  /**
   * Encodes a value.
   *
   * @throws GobException if it is none of this type
   */
  abstract void write(Encoding out, GobValue value);

  final GobException mismatch(GobValue value) {
    return new GobException(
        "a value of kind %s is no %s"
            .formatted(value == null ? "null" : value.getClass().getSimpleName(), this));
  }
}
