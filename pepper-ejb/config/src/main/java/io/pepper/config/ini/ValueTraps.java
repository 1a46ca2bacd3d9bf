package io.pepper.config.ini;

import io.pepper.config.value.QuotedText;
import io.pepper.config.value.ValueType;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** The check whether a value of a type is what its text seems to say. For one thread. */
final class ValueTraps {
  private static final JsonProvider JSON = JsonProvider.provider();

  private final Findings findings;

  ValueTraps(Findings findings) {
    this.findings = findings;
  }

  /**
   * Reports what is surprising about a value.
   *
   * @param value what the type has read from the text
   */
  void inspect(int line, ValueType type, String text, Object value) {
    switch (type) {
      case JSON -> inspectJson(line, text);
      case STRING_LIST -> inspectList(line, text, (Collection<?>) value);
      case BOOL_BY_STRING -> inspectFlags(line, text, (Map<?, ?>) value);
      default -> {
        if (value instanceof Map<?, ?> map) {
          String separator = type == ValueType.STRING_LIST_BY_STRING ? ";" : ",";
          inspectItems(line, text, separator, map.size());
          reportBlanks(line, map.keySet().stream(), map.values().stream().flatMap(this::elements));
        } else if (type == ValueType.STRING_SET || type == ValueType.INT_SET) {
          inspectItems(line, text, ",", ((Collection<?>) value).size());
          reportBlanks(line, ((Collection<?>) value).stream(), Stream.of());
        }
      }
    }
  }

  private void inspectJson(int line, String text) {
    try (JsonParser parser = JSON.createParser(new StringReader(text))) {
      while (parser.hasNext()) {
        parser.next();
      }
    } catch (JsonException e) {
      findings.add(line, IniTrap.INVALID_JSON, QuotedText.of(text) + " is no JSON");
    }
  }

  private void inspectList(int line, String text, Collection<?> list) {
    if (text.isEmpty()) {
      findings.add(line, IniTrap.EMPTY_ELEMENT, "the list has one element, the empty text");
    }
    reportBlanks(line, list.stream(), Stream.of());
  }

  private void inspectFlags(int line, String text, Map<?, ?> flags) {
    inspectItems(line, text, ",", flags.size());
    reportBlanks(line, flags.keySet().stream(), Stream.of());
    flags.keySet().stream()
        .map(Object::toString)
        .filter(key -> key.indexOf(':') >= 0)
        .findFirst()
        .ifPresent(key ->
            findings.add(
                line,
                IniTrap.ITEM_AS_KEY,
                "the key is all of %s, and set to true".formatted(QuotedText.of(key))));
  }

  private void inspectItems(int line, String text, String separator, int size) {
    int items = text.isEmpty() ? 0 : text.split(separator, -1).length;
    if (size < items) {
      findings.add(
          line,
          IniTrap.ITEMS_LOST,
          "of %d items %d count: repeated keys count once, and keys of map[int]bool that are no whole numbers not at all"
              .formatted(items, size));
    }
  }

  private Stream<?> elements(Object value) {
    return value instanceof Collection<?> list ? list.stream() : Stream.of(value);
  }

  private void reportBlanks(int line, Stream<?> keys, Stream<?> values) {
    Stream.concat(keys, values)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !GoSpace.trim(text).equals(text))
        .findFirst()
        .ifPresent(text ->
            findings.add(
                line,
                IniTrap.BLANKS_KEPT,
                "blanks belong to the elements, such as " + QuotedText.of(text)));
  }
}
