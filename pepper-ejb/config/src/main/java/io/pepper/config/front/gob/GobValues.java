package io.pepper.config.front.gob;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.value.ValueType;
import io.pepper.gob.GobBool;
import io.pepper.gob.GobEntry;
import io.pepper.gob.GobFloat;
import io.pepper.gob.GobInt;
import io.pepper.gob.GobInterface;
import io.pepper.gob.GobList;
import io.pepper.gob.GobMap;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of keys as Go's values of interfaces: the types of Go by their names. Stateless. */
final class GobValues {
  private static final GobStructType EMPTY = GobStructType.of("");
  private static final GobStruct PRESENT = EMPTY.value();

  private GobValues() {}

  /** Returns the types of all values, by the names under which Go's programs register them. */
  static Map<String, GobType> types() {
    Map<String, GobType> types = new LinkedHashMap<>();
    for (ValueType type : ValueType.values()) {
      types.computeIfAbsent(name(type), name -> type(type));
    }
    return types;
  }

  /** Returns the value of a key, with the name of its type. */
  static GobInterface of(ConfigEntry entry) {
    return new GobInterface(name(entry.type()), value(entry.type().parse(entry.value())));
  }

  /** Returns a type's name in Go: with a blank in an empty struct, and a string for JSON. */
  private static String name(ValueType type) {
    return type == ValueType.JSON
        ? ValueType.STRING.text()
        : type.text().replace("struct{}", "struct {}");
  }

  private static GobType type(ValueType type) {
    return switch (type) {
      case STRING, JSON -> GobType.STRING;
      case BOOL -> GobType.BOOL;
      case INT, INT64, DURATION -> GobType.INT;
      case FLOAT64 -> GobType.FLOAT;
      case STRING_LIST -> GobType.slice("", GobType.STRING);
      case INT_LIST, INT64_LIST -> GobType.slice("", GobType.INT);
      case FLOAT64_LIST -> GobType.slice("", GobType.FLOAT);
      case BOOL_LIST -> GobType.slice("", GobType.BOOL);
      case STRING_BY_STRING -> map(GobType.STRING, GobType.STRING);
      case INT_BY_STRING -> map(GobType.STRING, GobType.INT);
      case STRING_BY_INT -> map(GobType.INT, GobType.STRING);
      case INT_BY_INT -> map(GobType.INT, GobType.INT);
      case BOOL_BY_STRING -> map(GobType.STRING, GobType.BOOL);
      case BOOL_BY_INT -> map(GobType.INT, GobType.BOOL);
      case STRING_SET -> map(GobType.STRING, EMPTY);
      case INT_SET -> map(GobType.INT, EMPTY);
      case STRING_LIST_BY_STRING -> map(GobType.STRING, GobType.slice("", GobType.STRING));
    };
  }

  private static GobType map(GobType key, GobType value) {
    return GobType.map("", key, value);
  }

  private static GobValue value(Object parsed) {
    return switch (parsed) {
      case String text -> new GobString(text);
      case Boolean flag -> new GobBool(flag);
      case Long number -> new GobInt(number);
      case Double number -> new GobFloat(number);
      case Duration time -> new GobInt(time.toNanos());
      case List<?> list -> new GobList(list.stream().map(GobValues::value).toList());
      case Set<?> set -> new GobMap(entries(set));
      case Map<?, ?> map ->
          new GobMap(
              map.entrySet().stream()
                  .map(each -> new GobEntry(value(each.getKey()), value(each.getValue())))
                  .toList());
      default -> throw new IllegalStateException("no type has values of " + parsed.getClass());
    };
  }

  private static List<GobEntry> entries(Collection<?> items) {
    return items.stream().map(item -> new GobEntry(value(item), PRESENT)).toList();
  }
}
