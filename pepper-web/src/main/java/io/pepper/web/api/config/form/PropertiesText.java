package io.pepper.web.api.config.form;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.SectionName;
import io.pepper.definition.HiddenValues;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file as Java's properties, with texts that the converters of Java frameworks take
 * (docs/protocol.md, Files as properties). Only ASCII, whatever it is read as.
 */
final class PropertiesText {
  private final StringBuilder text = new StringBuilder();

  private PropertiesText() {}

  /**
   * Returns a content as properties: keys of DEFAULT by their names, others behind the name of
   * their section.
   */
  static String of(FileContent content) {
    PropertiesText properties = new PropertiesText();
    content
        .sections()
        .forEach((section, keys) -> {
          String prefix = section.equals(SectionName.DEFAULT) ? "" : section.value() + ".";
          keys.values().forEach(entry -> properties.add(prefix, entry));
        });
    return properties.text.toString();
  }

  private void add(String prefix, ConfigEntry entry) {
    String name = prefix + entry.key();
    if (entry.isSecret() && entry.value().equals(HiddenValues.MASK)) {
      line(name, entry.value());
    } else if (entry.type().parse(entry.value()) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> line(name + "." + key, plain(value)));
    } else {
      line(name, plain(entry.type().parse(entry.value())));
    }
  }

  /** Returns elements between commas, and lengths of time as ISO 8601 writes them. */
  private static String plain(Object value) {
    return switch (value) {
      case Collection<?> all ->
          all.stream().map(PropertiesText::plain).collect(Collectors.joining(","));
      case Duration duration -> duration.toString();
      default -> value.toString();
    };
  }

  private void line(String name, String value) {
    escape(name, true);
    text.append('=');
    escape(value, false);
    text.append('\n');
  }

  private void escape(String part, boolean isName) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\f' -> text.append("\\f");
        case ' ' -> text.append(isName || i == 0 ? "\\ " : " ");
        case '=', ':', '#', '!' -> text.append(isName ? "\\" : "").append(c);
        default -> text.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : c);
      }
    }
  }
}
