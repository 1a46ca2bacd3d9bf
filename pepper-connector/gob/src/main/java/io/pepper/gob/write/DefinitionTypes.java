package io.pepper.gob.write;

import io.pepper.gob.GobInt;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;

/** The types of definitions, which both sides know. */
final class DefinitionTypes {
  private static final GobStructType COMMON =
      GobStructType.of(
          "CommonType", new GobField("Name", GobType.STRING), new GobField("Id", GobType.INT));

  private static final GobStructType FIELD =
      GobStructType.of(
          "fieldType", new GobField("Name", GobType.STRING), new GobField("Id", GobType.INT));

  private static final GobField FIRST = new GobField("CommonType", COMMON);
  private static final GobField ELEM = new GobField("Elem", GobType.INT);

  private static final GobStructType ARRAY =
      GobStructType.of("arrayType", FIRST, ELEM, new GobField("Len", GobType.INT));

  private static final GobStructType SLICE = GobStructType.of("sliceType", FIRST, ELEM);

  static final GobStructType STRUCT =
      GobStructType.of("structType", FIRST, new GobField("Field", GobType.slice("", FIELD)));

  private static final GobStructType MAP =
      GobStructType.of("mapType", FIRST, new GobField("Key", GobType.INT), ELEM);

  private static final GobStructType ENCODER = GobStructType.of("gobEncoderType", FIRST);

  static final GobStructType WIRE_TYPE =
      GobStructType.of(
          "wireType",
          new GobField("ArrayT", ARRAY),
          new GobField("SliceT", SLICE),
          new GobField("StructT", STRUCT),
          new GobField("MapT", MAP),
          new GobField("GobEncoderT", ENCODER));

  private DefinitionTypes() {}

  static GobStruct common(String name, int id) {
    return COMMON.value(new GobString(name), new GobInt(id));
  }

  static GobStruct field(String name, int id) {
    return FIELD.value(new GobString(name), new GobInt(id));
  }

  static GobStruct array(GobValue common, int element, int length) {
    GobStruct array = ARRAY.value(common, new GobInt(element), new GobInt(length));
    return WIRE_TYPE.value(array, null, null, null, null);
  }

  static GobStruct slice(GobValue common, int element) {
    return WIRE_TYPE.value(null, SLICE.value(common, new GobInt(element)), null, null, null);
  }

  static GobStruct struct(GobStruct description) {
    return WIRE_TYPE.value(null, null, description, null, null);
  }

  static GobStruct map(GobValue common, int key, int value) {
    GobStruct map = MAP.value(common, new GobInt(key), new GobInt(value));
    return WIRE_TYPE.value(null, null, null, map, null);
  }

  static GobStruct encoder(GobValue common) {
    return WIRE_TYPE.value(null, null, null, null, ENCODER.value(common));
  }
}
