package io.pepper.gob.read;

import io.pepper.gob.GobException;
import io.pepper.gob.GobFields;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import java.io.IOException;

/** A struct: fields by the distance of their numbers, and a 0 after the last one. */
final class StructWireType implements WireType {
  private final GobFields fields;
  private final TypeReference[] types;

  StructWireType(GobFields fields, TypeReference... types) {
    this.fields = fields;
    this.types = types;
  }

  @Override
  public boolean isStruct() {
    return true;
  }

  @Override
  public GobStruct read(ValueInput in) throws IOException {
    in.enter(types.length);
    GobValue[] values = new GobValue[types.length];
    int field = -1;
    for (long distance = in.input().unsigned(); distance != 0; distance = in.input().unsigned()) {
      if (Long.compareUnsigned(distance, types.length - 1 - field) > 0) {
        throw new GobException(
            "type %s has %d fields only".formatted(fields.typeName(), types.length));
      }
      field += (int) distance;
      values[field] = types[field].in(in.types()).read(in);
    }
    in.leave();
    return new GobStruct(fields, values);
  }
}
