package io.pepper.gob.read;

import io.pepper.gob.GobException;
import io.pepper.gob.GobFields;
import io.pepper.gob.GobOpaque;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import java.util.List;
import java.util.Optional;

/**
 * The definitions of types, which are values themselves, of types that both sides know: a {@code
 * wireType} has one field, which says the kind and describes the type.
 */
final class Definitions {
  private static final TypeReference INT = new TypeReference(BasicWireType.INT);
  private static final TypeReference STRING = new TypeReference(BasicWireType.STRING);
  private static final TypeReference COMMON =
      struct("CommonType", List.of("Name", "Id"), STRING, INT);
  private static final TypeReference FIELD =
      struct("fieldType", List.of("Name", "Id"), STRING, INT);
  private static final TypeReference FIELDS = new TypeReference(new ListWireType(FIELD.in(null)));

  private static final TypeReference ARRAY =
      struct("arrayType", List.of("CommonType", "Elem", "Len"), COMMON, INT, INT);
  private static final TypeReference SLICE =
      struct("sliceType", List.of("CommonType", "Elem"), COMMON, INT);
  private static final TypeReference STRUCT =
      struct("structType", List.of("CommonType", "Field"), COMMON, FIELDS);
  private static final TypeReference MAP =
      struct("mapType", List.of("CommonType", "Key", "Elem"), COMMON, INT, INT);
  private static final TypeReference ENCODER =
      struct("gobEncoderType", List.of("CommonType"), COMMON);

  /** The type of definitions. */
  static final StructWireType WIRE_TYPE =
      new StructWireType(
          new GobFields(
              "wireType",
              List.of(
                  "ArrayT",
                  "SliceT",
                  "StructT",
                  "MapT",
                  "GobEncoderT",
                  "BinaryMarshalerT",
                  "TextMarshalerT")),
          ARRAY,
          SLICE,
          STRUCT,
          MAP,
          ENCODER,
          ENCODER,
          ENCODER);

  private Definitions() {}

  private static TypeReference struct(String name, List<String> fields, TypeReference... types) {
    return new TypeReference(new StructWireType(new GobFields(name, fields), types));
  }

  /** Returns the type that a definition describes. */
  static WireType type(GobStruct wire) {
    Optional<GobStruct> array = wire.find("ArrayT", GobStruct.class);
    Optional<GobStruct> slice = wire.find("SliceT", GobStruct.class);
    Optional<GobStruct> map = wire.find("MapT", GobStruct.class);
    Optional<GobStruct> struct = wire.find("StructT", GobStruct.class);
    if (struct.isPresent()) {
      return structType(struct.get());
    }
    if (map.isPresent()) {
      return new MapWireType(map.get().integer("Key"), map.get().integer("Elem"));
    }
    if (slice.isPresent()) {
      return new ListWireType(slice.get().integer("Elem"), -1);
    }
    if (array.isPresent()) {
      long length = array.get().integer("Len");
      if (length < 0) {
        throw new GobException("an array cannot have " + length + " elements");
      }
      return new ListWireType(array.get().integer("Elem"), length);
    }
    if (wire.at(4) == null && wire.at(5) == null && wire.at(6) == null) {
      throw new GobException("a definition describes no type");
    }
    return in -> new GobOpaque(in.input().bytes());
  }

  private static WireType structType(GobStruct struct) {
    List<GobValue> fields = struct.elements("Field");
    List<String> names = fields.stream().map(each -> ((GobStruct) each).text("Name")).toList();
    TypeReference[] types =
        fields.stream()
            .map(each -> new TypeReference(((GobStruct) each).integer("Id")))
            .toArray(TypeReference[]::new);
    String name =
        struct.find("CommonType", GobStruct.class).map(each -> each.text("Name")).orElse("");
    return new StructWireType(new GobFields(name, names), types);
  }
}
