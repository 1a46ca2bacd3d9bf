package io.pepper.config.codegen;

import io.pepper.config.value.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Types in Java: of values, and of the JSON of one record. For one thread. */
final class JavaTypes {
  /** Names that components of records cannot have, in lower case. */
  private static final Set<String> NO_COMPONENTS =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "final",
          "finally",
          "float",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "try",
          "void",
          "volatile",
          "while",
          "true",
          "false",
          "null",
          "_",
          "clone",
          "finalize",
          "getclass",
          "hashcode",
          "notify",
          "notifyall",
          "tostring",
          "wait");

  private final Set<String> taken = new HashSet<>();
  private final List<String> records = new ArrayList<>();

  /**
   * Creates the types of a record.
   *
   * @param record its name, which no record inside it can have
   */
  JavaTypes(String record) {
    taken.addAll(
        List.of(record, "String", "Long", "Double", "Boolean", "Object", "Class", "ValueSource"));
  }

  static Identifiers componentNames() {
    return new Identifiers(NO_COMPONENTS, "_");
  }

  /** Returns the type of a component. */
  static String of(ValueType type) {
    return switch (type) {
      case BOOL -> "boolean";
      case INT, INT64 -> "long";
      case FLOAT64 -> "double";
      default -> boxed(type);
    };
  }

  /** Returns the type of an object. */
  static String boxed(ValueType type) {
    return switch (type) {
      case STRING, JSON -> "String";
      case BOOL -> "Boolean";
      case INT, INT64 -> "Long";
      case FLOAT64 -> "Double";
      case DURATION -> "java.time.Duration";
      case STRING_LIST -> "java.util.List<String>";
      case INT_LIST, INT64_LIST -> "java.util.List<Long>";
      case FLOAT64_LIST -> "java.util.List<Double>";
      case BOOL_LIST -> "java.util.List<Boolean>";
      case STRING_SET -> "java.util.Set<String>";
      case INT_SET -> "java.util.Set<Long>";
      case STRING_BY_STRING -> "java.util.Map<String, String>";
      case INT_BY_STRING -> "java.util.Map<String, Long>";
      case STRING_BY_INT -> "java.util.Map<Long, String>";
      case INT_BY_INT -> "java.util.Map<Long, Long>";
      case BOOL_BY_STRING -> "java.util.Map<String, Boolean>";
      case BOOL_BY_INT -> "java.util.Map<Long, Boolean>";
      case STRING_LIST_BY_STRING -> "java.util.Map<String, java.util.List<String>>";
    };
  }

  /** Returns the value of a key that is missing. */
  static String zero(ValueType type) {
    String boxed = boxed(type);
    return switch (type) {
      case STRING, JSON -> "\"\"";
      case BOOL -> "false";
      case INT, INT64 -> "0L";
      case FLOAT64 -> "0.0";
      case DURATION -> "java.time.Duration.ZERO";
      default -> boxed.substring(0, boxed.indexOf('<')) + ".of()";
    };
  }

  /**
   * Returns the type of JSON, and keeps the records that it needs: a record or a map if it is an
   * object, otherwise Object.
   *
   * @param wanted the name of the record
   */
  String json(JsonShape shape, String wanted) {
    return shape instanceof JsonShape.Members members ? members(members, wanted) : "Object";
  }

  /** Returns the argument of a constructor for a component of JSON. */
  String jsonArgument(String type, String key) {
    if (type.indexOf('<') >= 0) {
      return "ValueSource.or(source.json(%s, java.util.Map.class), null)".formatted(key);
    }
    return "source.json(%s, %s.class)".formatted(key, type);
  }

  private String nested(JsonShape shape, String wanted) {
    return switch (shape) {
      case JsonShape.Elements list -> "java.util.List<" + nested(list.element(), wanted) + ">";
      case JsonShape.Members members -> members(members, wanted);
      case JsonShape.Simple simple ->
          switch (simple) {
            case TEXT -> "String";
            case BOOL -> "Boolean";
            case INT -> "Long";
            case FLOAT -> "Double";
            case UNKNOWN, ANY -> "Object";
          };
    };
  }

  /** Returns a record, or a map if its fields have names that Java has no components for. */
  private String members(JsonShape.Members members, String wanted) {
    if (!members.fields().keySet().stream().allMatch(JavaTypes::isComponent)) {
      return "java.util.Map<String, Object>";
    }
    String name = free(wanted);
    List<String> components = new ArrayList<>();
    for (Map.Entry<String, JsonShape> field : members.fields().entrySet()) {
      String type = nested(field.getValue(), Identifiers.pascal(field.getKey()));
      components.add(type + " " + field.getKey());
    }
    records.add(
        "\n  /** An object of JSON, as the files show it. */\n  public record %s(%s) {}\n"
            .formatted(name, String.join(", ", components)));
    return name;
  }

  private String free(String wanted) {
    String base =
        wanted.isEmpty() || !SourceVersion.isIdentifier(wanted) ? "Json" + wanted : wanted;
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + i;
    }
    return name;
  }

  private static boolean isComponent(String name) {
    return SourceVersion.isName(name)
        && name.indexOf('.') < 0
        && !NO_COMPONENTS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns the records inside the record. */
  String records() {
    return String.join("", records);
  }

  /** Returns a literal. */
  static String quoted(String text) {
    return GoText.quoted(text);
  }
}
