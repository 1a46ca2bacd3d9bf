package io.pepper.config.value;

import io.pepper.json.JsonWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps to true and false: an item {@code key:bool} sets what it says, any other item is a key of
 * its own, set to true. Items whose key is no whole number are passed over if keys must be.
 *
 * @param hasIntKeys whether keys are whole numbers, otherwise any texts
 */
record FlagMapFormat(boolean hasIntKeys) implements ValueFormat {
  private static final IntFormat INT = new IntFormat();
  private static final BoolFormat BOOL = new BoolFormat();

  @Override
  public Map<Object, Object> parse(String text) {
    if (text.isEmpty()) {
      return Map.of();
    }
    Map<Object, Object> flags = new LinkedHashMap<>();
    for (String item : text.split(",", -1)) {
      int colon = item.indexOf(':');
      boolean isPair =
          colon >= 0
              && colon == item.lastIndexOf(':')
              && BoolFormat.isBool(item.substring(colon + 1));
      if (isPair) {
        put(flags, item.substring(0, colon), BOOL.parse(item.substring(colon + 1)));
      } else {
        put(flags, item, true);
      }
    }
    return Collections.unmodifiableMap(flags);
  }

  private void put(Map<Object, Object> flags, String key, boolean flag) {
    if (!hasIntKeys) {
      flags.put(key, flag);
      return;
    }
    try {
      flags.put(INT.parse(key), flag);
    } catch (RefusedPartException e) {
      // Such items have never had an effect, and files that contain them must stay readable.
    }
  }

  @Override
  public void write(Object flags, JsonWriter out) {
    JsonObjects.write((Map<?, ?>) flags, BOOL::write, out);
  }

  @Override
  public String accepts() {
    return "items 'key:true', 'key:false' or 'key', separated by commas without blanks";
  }
}
