package io.pepper.config.node;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.wire.ConfDataJson;
import io.pepper.json.JsonWriter;
import java.util.Iterator;
import java.util.List;

/** The structs of a node as JSON, byte by byte as gokeeper writes them. */
final class StructJson {
  private static final int EXPECTED_BYTES = 4096;

  private StructJson() {}

  /** Returns an array; {@code null} if there is no struct. */
  static byte[] write(List<ConfigStruct> structs, long version) {
    JsonWriter out = new JsonWriter(EXPECTED_BYTES);
    if (structs.isEmpty()) {
      return out.raw("null").bytes();
    }
    out.raw('[');
    for (Iterator<ConfigStruct> each = structs.iterator(); each.hasNext(); ) {
      write(each.next(), version, out);
      out.comma(each);
    }
    return out.raw(']').bytes();
  }

  private static void write(ConfigStruct struct, long version, JsonWriter out) {
    out.raw("{\"name\":").string(struct.name()).raw(",\"version\":").number(version);
    out.raw(",\"data\":{");
    for (Iterator<ConfigEntry> each = struct.keys().values().iterator(); each.hasNext(); ) {
      ConfigEntry entry = each.next();
      out.string(entry.key().value()).raw(':');
      ConfDataJson.write(entry, out);
      out.comma(each);
    }
    out.raw("},\"Libraries\":null}");
  }
}
