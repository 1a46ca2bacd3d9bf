package io.pepper.gob.write;

import io.pepper.gob.GobException;
import io.pepper.gob.GobFields;
import io.pepper.gob.GobList;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import java.util.List;

/** A struct: fields in an order of ours, since Go finds its own ones by their names. */
public final class GobStructType extends GobType {
  private final GobFields fields;
  private final GobType[] types;

  private GobStructType(GobFields fields, GobType... types) {
    this.fields = fields;
    this.types = types;
  }

  /**
   * Returns a struct type.
   *
   * @throws GobException if a field has no name, or two have the same
   */
  public static GobStructType of(String name, GobField... fields) {
    return new GobStructType(
        new GobFields(name, List.of(fields).stream().map(GobField::name).toList()),
        List.of(fields).stream().map(GobField::type).toArray(GobType[]::new));
  }

  /**
   * Returns a value of this type.
   *
   * @param values one for each field, null where none is sent, as for nil
   */
  public GobStruct value(GobValue... values) {
    return new GobStruct(fields, values);
  }

  @Override
  void assign(TypeIds ids) {
    if (ids.next(this)) {
      for (GobType each : types) {
        each.assign(ids);
      }
    }
  }

  @Override
  void define(TypeIds ids) {
    GobValue[] described = new GobValue[types.length];
    for (int i = 0; i < types.length; i++) {
      described[i] = DefinitionTypes.field(fields.names().get(i), ids.of(types[i]));
    }
    GobStruct description =
        DefinitionTypes.STRUCT.value(
            DefinitionTypes.common(fields.typeName(), ids.of(this)),
            new GobList(List.of(described)));
    if (ids.define(this, DefinitionTypes.struct(description))) {
      for (GobType each : types) {
        each.define(ids);
      }
    }
  }

  @Override
  boolean isStruct() {
    return true;
  }

  @Override
  boolean isOmitted(GobValue value) {
    return false;
  }

  @Override
  void write(Encoding out, GobValue value) {
    if (!(value instanceof GobStruct struct)) {
      throw mismatch(value);
    }
    boolean isOwn = struct.fields() == fields;
    if (!isOwn) {
      checkNames(struct);
    }
    int last = -1;
    for (int i = 0; i < types.length; i++) {
      GobValue each = isOwn ? struct.at(i) : struct.find(fields.names().get(i)).orElse(null);
      if (each != null && !types[i].isOmitted(each)) {
        out.unsigned(i - last);
        types[i].write(out, each);
        last = i;
      }
    }
    out.unsigned(0);
  }

  private void checkNames(GobStruct struct) {
    for (String name : struct.fields().names()) {
      if (fields.position(name) < 0 && struct.find(name).isPresent()) {
        throw new GobException("type " + fields.typeName() + " has no field " + name);
      }
    }
  }

  @Override
  public String toString() {
    return "struct " + fields.typeName();
  }
}
