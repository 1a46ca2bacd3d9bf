package io.pepper.config.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.json.JsonWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Maps as JSON objects, as Go writes them: keys as strings, sorted by their UTF-8 bytes. */
final class JsonObjects {
  private JsonObjects() {}

  static void write(Map<?, ?> map, BiConsumer<Object, JsonWriter> value, JsonWriter out) {
    TreeMap<String, Object> sorted = new TreeMap<>(JsonObjects::compareAsBytes);
    map.forEach((key, each) -> sorted.put(key.toString(), each));
    out.raw('{');
    for (Iterator<Map.Entry<String, Object>> each = sorted.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, Object> entry = each.next();
      out.string(entry.getKey()).raw(':');
      value.accept(entry.getValue(), out);
      out.comma(each);
    }
    out.raw('}');
  }

  private static int compareAsBytes(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
