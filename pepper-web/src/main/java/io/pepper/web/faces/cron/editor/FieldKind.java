package io.pepper.web.faces.cron.editor;

import io.pepper.web.faces.DurationText;
import io.pepper.web.faces.cron.ShellWords;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of fields, by how a form writes their values. */
public enum FieldKind {
  TEXT,
  /** A whole number, or a word that stands for one. */
  NUMBER,
  DURATION,
  /** A program and its arguments. */
  COMMAND,
  /** Names, separated by commas or spaces. */
  LIST,
  /** {@code NAME=value}, one a line. */
  ENTRIES,
  /** {@code Name: value}, one a line. */
  HEADERS;

  /** Returns the value as the form shows it. */
  public String text(JsonValue value) {
    return switch (this) {
      case COMMAND -> value instanceof JsonArray words ? ShellWords.of(texts(words)) : plain(value);
      case LIST -> value instanceof JsonArray list ? String.join(", ", texts(list)) : plain(value);
      case ENTRIES -> value instanceof JsonObject entries ? lines(entries, "=") : plain(value);
      case HEADERS -> value instanceof JsonObject headers ? lines(headers, ": ") : plain(value);
      case DURATION -> duration(plain(value));
      case TEXT, NUMBER -> plain(value);
    };
  }

  /**
   * Returns the value as the document has it.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public JsonValue value(String text) {
    return switch (this) {
      case TEXT -> Json.createValue(text);
      case NUMBER ->
          text.strip().matches("-?\\d{1,18}")
              ? Json.createValue(Long.parseLong(text.strip()))
              : Json.createValue(text.strip());
      case DURATION -> Json.createValue(DurationText.document(text));
      case COMMAND -> array(ShellWords.words(text));
      case LIST -> array(Arrays.stream(text.split("[,\\s]+")).filter(x -> !x.isEmpty()).toList());
      case ENTRIES -> entries(text, "=", "NAME=value");
      case HEADERS -> entries(text, ":", "Name: value");
    };
  }

  private static String plain(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : value.toString();
  }

  private static String duration(String text) {
    try {
      return DurationText.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return text;
    }
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(FieldKind::plain).toList();
  }

  private static String lines(JsonObject entries, String between) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + between + plain(entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static JsonArray array(List<String> words) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    words.forEach(array::add);
    return array.build();
  }

  private static JsonObject entries(String text, String between, String form) {
    JsonObjectBuilder entries = Json.createObjectBuilder(Map.of());
    for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
      int end = line.indexOf(between);
      if (end < 1) {
        throw new IllegalArgumentException("each line must be " + form);
      }
      String value = line.substring(end + 1);
      entries.add(line.substring(0, end).strip(), between.equals(":") ? value.strip() : value);
    }
    return entries.build();
  }
}
