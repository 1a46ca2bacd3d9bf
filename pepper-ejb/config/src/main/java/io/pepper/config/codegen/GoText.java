package io.pepper.config.codegen;

import java.util.Map;
import java.util.Set;

/** Types and texts in Go. */
final class GoText {
  /**
   * The characters that a field's name may contain besides letters and digits, to stand in a tag.
   */
  private static final String TAG_CHARACTERS = "!#$%&()*+-./:;<=>?@[]^_{|}~ ";

  private GoText() {}

  /**
   * Returns the type of JSON.
   *
   * @param indent of the line that the type stands in
   * @param source what the JSON belongs to, for errors
   */
  static String type(JsonShape shape, String indent, String source) {
    return switch (shape) {
      case JsonShape.Elements list -> "[]" + type(list.element(), indent, source);
      case JsonShape.Members members -> struct(members, indent, source);
      case JsonShape.Simple simple ->
          switch (simple) {
            case TEXT -> "string";
            case BOOL -> "bool";
            case INT -> "int64";
            case FLOAT -> "float64";
            case UNKNOWN, ANY -> "any";
          };
    };
  }

  private static String struct(JsonShape.Members members, String indent, String source) {
    if (!members.fields().keySet().stream().allMatch(GoText::isTag)) {
      return "map[string]any";
    }
    Identifiers names = new Identifiers(Set.of(), "");
    StringBuilder code = new StringBuilder("struct {\n");
    for (Map.Entry<String, JsonShape> field : members.fields().entrySet()) {
      String of = "the field '%s' in the JSON of %s".formatted(field.getKey(), source);
      String name = names.claim(GoGenerator.exported(field.getKey(), of), of);
      String tag = field.getKey().equals("-") ? "-," : field.getKey();
      code.append(
          "%s\t%s %s `json:\"%s\"`\n"
              .formatted(indent, name, type(field.getValue(), indent + "\t", source), tag));
    }
    return code.append(indent).append('}').toString();
  }

  private static boolean isTag(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || TAG_CHARACTERS.indexOf(c) >= 0);
  }

  /** Returns a literal. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Returns a text that cannot end a comment or be taken for an escape in it. */
  static String comment(String text) {
    return text.replaceAll("[^\\p{L}\\p{Nd}_.,/ -]", "?");
  }
}
