package io.pepper.web.faces.config.editor;

import io.pepper.config.value.ValueType;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.StringReader;

/** The way in which the value of a type is shown in a field and read from it. */
enum ValueForm {
  TEXT,
  FLAG,
  NUMBER,
  /** A line of text with a form of its own, such as a duration. */
  LINE,
  /** One item a line. */
  ITEMS,
  JSON;

  static ValueForm of(ValueType type) {
    return switch (type) {
      case STRING -> TEXT;
      case BOOL -> FLAG;
      case INT, INT64 -> NUMBER;
      case FLOAT64, DURATION -> LINE;
      case JSON -> JSON;
      default -> ITEMS;
    };
  }

  /** Returns what separates the items of a list or map of a type. */
  private static String separator(ValueType type) {
    return type == ValueType.STRING_LIST_BY_STRING ? ";" : ",";
  }

  /** Returns a value as its field shows it. */
  static String shown(ValueType type, String value) {
    return of(type) == ITEMS ? value.replace(separator(type), "\n") : value;
  }

  /**
   * Returns the value that a field stands for.
   *
   * @param text from a browser, which ends lines by carriage return and line feed
   * @throws InvalidDefinitionException if an item contains the separator, or the text is no JSON
   */
  static String read(ValueType type, String text) {
    String lines = text.replace("\r\n", "\n");
    return switch (of(type)) {
      case TEXT -> lines;
      case FLAG, NUMBER, LINE -> text.strip();
      case ITEMS -> items(type, lines);
      case JSON -> json(lines);
    };
  }

  private static String items(ValueType type, String lines) {
    String separator = separator(type);
    int end = lines.length();
    while (end > 0 && lines.charAt(end - 1) == '\n') {
      end--;
    }
    String items = lines.substring(0, end);
    if (items.contains(separator)) {
      throw new InvalidDefinitionException(
          "value",
          "write one item a line: an item of type %s cannot contain '%s'"
              .formatted(type.text(), separator));
    }
    return items.replace("\n", separator);
  }

  private static String json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      reader.readValue();
      return text;
    } catch (JsonException e) {
      throw new InvalidDefinitionException("value", "is no JSON: " + PlainText.of(e.getMessage()));
    }
  }

  /** Returns what people should write into the field, as a hint below it. */
  static String hint(ValueType type) {
    return switch (of(type)) {
      case TEXT -> "blanks at its ends belong to it";
      case FLAG -> "";
      case NUMBER -> "a whole number";
      case LINE -> type == ValueType.DURATION ? "such as 1h30m, 250ms" : "such as 0.5";
      case ITEMS -> items(type);
      case JSON -> "any JSON; it is checked when you save";
    };
  }

  private static String items(ValueType type) {
    return switch (type) {
      case STRING_LIST_BY_STRING -> "one key:item,item a line";
      case STRING_BY_STRING, INT_BY_STRING, STRING_BY_INT, INT_BY_INT -> "one key:value a line";
      case BOOL_BY_STRING, BOOL_BY_INT -> "one key:true, key:false or key a line";
      default -> "one item a line";
    };
  }
}
