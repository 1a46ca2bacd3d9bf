package io.pepper.config.value;

import io.pepper.json.JsonWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps whose keys and values are separated by their first colon. Of pairs with the same key the
 * last one counts. Nothing is trimmed.
 *
 * @param separator what stands between pairs
 */
record MapFormat(ValueFormat key, ValueFormat value, String separator) implements ValueFormat {
  @Override
  public Map<Object, Object> parse(String text) {
    if (text.isEmpty()) {
      return Map.of();
    }
    Map<Object, Object> pairs = new LinkedHashMap<>();
    for (String pair : text.split(separator, -1)) {
      int colon = pair.indexOf(':');
      if (colon < 0) {
        throw new RefusedPartException(pair);
      }
      pairs.put(key.parse(pair.substring(0, colon)), value.parse(pair.substring(colon + 1)));
    }
    return Collections.unmodifiableMap(pairs);
  }

  @Override
  public void write(Object map, JsonWriter out) {
    JsonObjects.write((Map<?, ?>) map, value::write, out);
  }

  @Override
  public String accepts() {
    return "pairs 'key:value', separated by '%s' without blanks; each key is %s; each value is %s"
        .formatted(separator, key.accepts(), value.accepts());
  }
}
