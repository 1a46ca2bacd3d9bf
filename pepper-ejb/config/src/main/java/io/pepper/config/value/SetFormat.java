package io.pepper.config.value;

import io.pepper.json.JsonWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sets, whose items are separated by commas and not trimmed; in JSON an object with an empty object
 * for each item.
 *
 * @param item the format of each item
 */
record SetFormat(ValueFormat item) implements ValueFormat {
  @Override
  public Set<Object> parse(String text) {
    if (text.isEmpty()) {
      return Set.of();
    }
    Set<Object> items = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      items.add(item.parse(part));
    }
    return Collections.unmodifiableSet(items);
  }

  @Override
  public void write(Object set, JsonWriter out) {
    Map<Object, Object> items = new LinkedHashMap<>();
    ((Set<?>) set).forEach(each -> items.put(each, Map.of()));
    JsonObjects.write(items, (empty, to) -> to.raw("{}"), out);
  }

  @Override
  public String accepts() {
    return "items, separated by commas without blanks, each of them " + item.accepts();
  }
}
