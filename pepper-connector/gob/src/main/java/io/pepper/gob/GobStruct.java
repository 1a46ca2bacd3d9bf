package io.pepper.gob;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A struct: its type's name and the fields that were sent. Two are equal if they have the same type
 * name and the same fields, whatever their order.
 */
public final class GobStruct implements GobValue {
  private final GobFields fields;
  private final GobValue[] values;

  /**
   * @param values one for each field, null where it is not sent; copied
   */
  public GobStruct(GobFields fields, GobValue... values) {
    if (values.length != fields.names().size()) {
      throw new GobException(
          "type %s has %d fields, not %d"
              .formatted(fields.typeName(), fields.names().size(), values.length));
    }
    this.fields = fields;
    this.values = values.clone();
  }

  /** Returns the names of the type and its fields. */
  public GobFields fields() {
    return fields;
  }

  /** Returns the value of the field at a position from 0, or null if it was not sent. */
  public GobValue at(int position) {
    return values[position];
  }

  /** Returns the value of a field; empty if it was not sent, or is no field of the type. */
  public Optional<GobValue> find(String name) {
    int position = fields.position(name);
    return position < 0 ? Optional.empty() : Optional.ofNullable(values[position]);
  }

  /**
   * Returns the value of a field that is of a certain kind, if it was sent.
   *
   * @throws GobException if it is of another kind
   */
  public <T extends GobValue> Optional<T> find(String name, Class<T> kind) {
    Optional<GobValue> found = find(name);
    if (found.isPresent() && !kind.isInstance(found.get())) {
      throw new GobException(
          "field %s of type %s is a %s, but has to be a %s"
              .formatted(
                  name,
                  fields.typeName(),
                  found.get().getClass().getSimpleName(),
                  kind.getSimpleName()));
    }
    return found.map(kind::cast);
  }

  /** Returns a string, empty if the field was not sent; otherwise as {@link #find}. */
  public String text(String name) {
    return find(name, GobString.class).map(GobString::value).orElse("");
  }

  /** Returns a signed integer, 0 if the field was not sent; otherwise as {@link #find}. */
  public long integer(String name) {
    return find(name, GobInt.class).map(GobInt::value).orElse(0L);
  }

  /** Returns an unsigned integer, 0 if the field was not sent; otherwise as {@link #find}. */
  public long unsigned(String name) {
    return find(name, GobUint.class).map(GobUint::value).orElse(0L);
  }

  /** Returns a bool, false if the field was not sent; otherwise as {@link #find}. */
  public boolean flag(String name) {
    return find(name, GobBool.class).map(GobBool::value).orElse(false);
  }

  /** Returns the elements of a slice or array, none if the field was not sent. */
  public List<GobValue> elements(String name) {
    return find(name, GobList.class).map(GobList::elements).orElse(List.of());
  }

  private Map<String, GobValue> sent() {
    Map<String, GobValue> sent = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        sent.put(fields.names().get(i), values[i]);
      }
    }
    return sent;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GobStruct that
        && fields.typeName().equals(that.fields.typeName())
        && sent().equals(that.sent());
  }

  @Override
  public int hashCode() {
    return sent().hashCode();
  }

  @Override
  public String toString() {
    return fields.typeName() + sent();
  }
}
