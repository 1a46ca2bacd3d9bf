package io.pepper.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.SectionName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.value.ValueType;
import io.pepper.config.wire.ConfDataJson;
import io.pepper.definition.HiddenValues;
import io.pepper.json.JsonWriter;
import java.util.Collection;
import java.util.Iterator;

/**
 * The files of a domain as gokeeper's HTTP interface writes them, with {@code ***} for secrets.
 * Stateless.
 */
public final class KeeperDocument {
  private static final int EXPECTED_BYTES = 8192;

  private KeeperDocument() {}

  /** Writes files with their sections and keys; {@code null} for a domain without files. */
  public static byte[] files(DomainSnapshot domain) {
    JsonWriter out = new JsonWriter(EXPECTED_BYTES);
    if (domain.files().isEmpty()) {
      return out.raw("null").bytes();
    }
    out.raw('[');
    for (Iterator<PublishedFile> each = domain.files().values().iterator(); each.hasNext(); ) {
      write(each.next(), out);
      out.comma(each);
    }
    return out.raw(']').bytes();
  }

  private static void write(PublishedFile file, JsonWriter out) {
    out.raw("{\"name\":").string(file.name().absolute()).raw(",\"sections\":[");
    for (Iterator<SectionName> each = file.content().names().iterator(); each.hasNext(); ) {
      SectionName section = each.next();
      out.raw("{\"name\":").string(section.value()).raw(",\"keys\":{");
      write(file.content().section(section), out);
      out.raw("}}");
      out.comma(each);
    }
    out.raw("]}");
  }

  private static void write(Collection<ConfigEntry> entries, JsonWriter out) {
    for (Iterator<ConfigEntry> each = entries.iterator(); each.hasNext(); ) {
      ConfigEntry entry = each.next();
      out.string(entry.key().value()).raw(':');
      ConfDataJson.write(masked(entry), out);
      out.comma(each);
    }
  }

  /** Writes each key as a text that holds its record, by file and section. */
  public static byte[] records(DomainSnapshot domain) {
    JsonWriter out = new JsonWriter(EXPECTED_BYTES);
    out.raw('{');
    for (Iterator<PublishedFile> each = domain.files().values().iterator(); each.hasNext(); ) {
      PublishedFile file = each.next();
      out.string(file.name().absolute()).raw(":{");
      for (Iterator<SectionName> names = file.content().names().iterator(); names.hasNext(); ) {
        SectionName section = names.next();
        out.string(section.value()).raw(":{");
        writeRecords(file.content().section(section), out);
        out.raw('}');
        out.comma(names);
      }
      out.raw('}');
      out.comma(each);
    }
    return out.raw('}').bytes();
  }

  private static void writeRecords(Collection<ConfigEntry> entries, JsonWriter out) {
    for (Iterator<ConfigEntry> each = entries.iterator(); each.hasNext(); ) {
      ConfigEntry entry = each.next();
      JsonWriter record = new JsonWriter(EXPECTED_BYTES);
      ConfDataJson.write(masked(entry), record);
      out.string(entry.key().value()).raw(':').string(new String(record.bytes(), UTF_8));
      out.comma(each);
    }
  }

  /** Returns a secret as text, which is the only type that takes its mask. */
  private static ConfigEntry masked(ConfigEntry entry) {
    return entry.isSecret()
        ? ConfigEntry.of(entry.key(), ValueType.STRING, HiddenValues.MASK)
        : entry;
  }
}
