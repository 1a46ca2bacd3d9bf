package io.pepper.client.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reader of values as texts of their types (docs/protocol.md, Types of values). */
final class ValueTexts {
  private static final Pattern MAP = Pattern.compile("map\\[(\\w+)](.+)");

  private static final Pattern DURATION_PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(h|ms|m|s|us|µs|μs|ns)");

  private static final Map<String, Long> NANOS =
      Map.of(
          "h", 3_600_000_000_000L,
          "m", 60_000_000_000L,
          "s", 1_000_000_000L,
          "ms", 1_000_000L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ns", 1L);

  private ValueTexts() {}

  /**
   * Reads a value.
   *
   * @return a {@code String}, {@code Boolean}, {@code Long}, {@code Double} or {@code Duration}, or
   *     a list, set or map of these; immutable
   * @throws IllegalArgumentException if there is no such type, or the text is none of its values
   */
  static Object read(String type, String text) {
    if (type.equals("json")) {
      return text;
    }
    if (type.startsWith("[]")) {
      return list(scalar(type.substring(2)), text);
    }
    Matcher map = MAP.matcher(type);
    return map.matches() ? map(scalar(map.group(1)), map.group(2), text) : scalar(type).apply(text);
  }

  private static Function<String, Object> scalar(String type) {
    return switch (type) {
      case "string" -> text -> text;
      case "bool" -> ValueTexts::flag;
      case "int", "int64" -> Long::valueOf;
      case "float64" -> text -> Double.valueOf(text.replace("_", ""));
      case "time.Duration" -> ValueTexts::duration;
      default -> throw new IllegalArgumentException("there is no type " + type);
    };
  }

  private static List<Object> list(Function<String, Object> element, String text) {
    Object empty = element.apply("0");
    if (text.isEmpty() && !(empty instanceof String)) {
      return List.of();
    }
    List<Object> elements = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      elements.add(element.apply(part));
    }
    return Collections.unmodifiableList(elements);
  }

  private static Object map(Function<String, Object> key, String valueType, String text) {
    return switch (valueType) {
      case "struct{}" -> set(key, text);
      case "bool" -> flags(key, text);
      case "[]string" -> pairs(key, value -> list(scalar("string"), value), text, ";");
      default -> pairs(key, scalar(valueType), text, ",");
    };
  }

  private static Set<Object> set(Function<String, Object> item, String text) {
    Set<Object> items = new LinkedHashSet<>();
    if (!text.isEmpty()) {
      for (String part : text.split(",", -1)) {
        items.add(item.apply(part));
      }
    }
    return Collections.unmodifiableSet(items);
  }

  private static Map<Object, Object> pairs(
      Function<String, Object> key, Function<String, Object> value, String text, String between) {
    Map<Object, Object> pairs = new LinkedHashMap<>();
    if (!text.isEmpty()) {
      for (String pair : text.split(between, -1)) {
        int colon = pair.indexOf(':');
        if (colon < 0) {
          throw new IllegalArgumentException("'" + pair + "' has no colon");
        }
        pairs.put(key.apply(pair.substring(0, colon)), value.apply(pair.substring(colon + 1)));
      }
    }
    return Collections.unmodifiableMap(pairs);
  }

  /** Reads items that are keys of their own, set to true, or pairs of a key and true or false. */
  private static Map<Object, Object> flags(Function<String, Object> key, String text) {
    Map<Object, Object> flags = new LinkedHashMap<>();
    for (String item : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int colon = item.indexOf(':');
      boolean isPair =
          colon >= 0 && colon == item.lastIndexOf(':') && isFlag(item.substring(colon + 1));
      try {
        flags.put(
            key.apply(isPair ? item.substring(0, colon) : item),
            !isPair || (boolean) flag(item.substring(colon + 1)));
      } catch (NumberFormatException e) {
        // Items whose key is no number have no effect.
      }
    }
    return Collections.unmodifiableMap(flags);
  }

  private static boolean isFlag(String text) {
    return List.of("1", "t", "T", "TRUE", "true", "True").contains(text)
        || List.of("0", "f", "F", "FALSE", "false", "False").contains(text);
  }

  private static Object flag(String text) {
    if (!isFlag(text)) {
      throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    }
    return "1tT".indexOf(text.charAt(0)) >= 0;
  }

  /** Reads a length of time as Go writes it: {@code 1h30m}, {@code -2.5s}, {@code 0}. */
  private static Object duration(String text) {
    boolean isNegative = text.startsWith("-");
    String size = text.replaceFirst("^[+-]", "");
    if (size.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = DURATION_PART.matcher(size);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.get(part.group(2)));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    if (size.isEmpty() || end != size.length()) {
      throw new IllegalArgumentException("'" + text + "' is no length of time");
    }
    Duration duration = Duration.ofNanos(nanos.toBigInteger().longValue());
    return isNegative ? duration.negated() : duration;
  }
}
