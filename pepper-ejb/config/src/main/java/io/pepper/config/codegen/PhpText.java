package io.pepper.config.codegen;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.value.ValueType;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values in PHP: durations are seconds as a float, sets are lists, and JSON is arrays, as {@code
 * json_decode} makes them.
 */
final class PhpText {
  private static final double NANOS_PER_SECOND = 1e9;

  private PhpText() {}

  static String of(ConfigEntry entry) {
    if (entry.type() != ValueType.JSON) {
      return of(entry.type().parse(entry.value()));
    }
    if (entry.value().isBlank()) {
      return "null";
    }
    try (JsonReader reader =
        JsonProvider.provider().createReader(new StringReader(entry.value()))) {
      return of(reader.readValue());
    }
  }

  private static String of(Object value) {
    return switch (value) {
      case JsonValue json -> ofJson(json);
      case String text -> quoted(text);
      case Long number when number == Long.MIN_VALUE -> "PHP_INT_MIN";
      case Duration duration -> ofFloat(duration.toNanos() / NANOS_PER_SECOND);
      case Double number -> ofFloat(number);
      case Collection<?> list ->
          list.stream().map(PhpText::of).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(each -> of(each.getKey()) + " => " + of(each.getValue()))
              .collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  private static String ofJson(JsonValue json) {
    return switch (json) {
      case JsonString text -> quoted(text.getString());
      case JsonNumber number -> ofNumber(number);
      case JsonArray array ->
          array.stream().map(PhpText::ofJson).collect(Collectors.joining(", ", "[", "]"));
      case JsonObject object ->
          object.entrySet().stream()
              .map(each -> quoted(each.getKey()) + " => " + ofJson(each.getValue()))
              .collect(Collectors.joining(", ", "[", "]"));
      default -> json.toString();
    };
  }

  private static String ofNumber(JsonNumber number) {
    return number.toString().matches("-?[0-9]{1,18}")
        ? number.toString()
        : ofFloat(number.doubleValue());
  }

  private static String ofFloat(double number) {
    return Double.isInfinite(number) ? (number > 0 ? "INF" : "-INF") : Double.toString(number);
  }

  /** Returns a literal in which PHP replaces nothing. */
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
