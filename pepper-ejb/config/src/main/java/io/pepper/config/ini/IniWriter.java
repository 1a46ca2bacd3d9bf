package io.pepper.config.ini;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.SectionName;
import java.util.Collection;

/**
 * The writer of ini texts that {@link IniFile#read} reads back to exactly the same content, without
 * findings where that is possible. Stateless.
 */
public final class IniWriter {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private IniWriter() {}

  /**
   * Writes a content: the keys of DEFAULT, then the other sections in their order.
   *
   * @throws UnwritableContentException if the grammar has no text for it, naming section and key;
   *     also if it is longer or has more keys than {@link IniFile} allows, or contains a secret
   */
  public static String write(FileContent content) {
    if (content.size() > IniFile.MAX_KEYS) {
      throw new UnwritableContentException(
          "the file has %,d keys, of which an ini file can have %,d"
              .formatted(content.size(), IniFile.MAX_KEYS));
    }
    StringBuilder text = new StringBuilder();
    for (SectionName name : content.names()) {
      Collection<ConfigEntry> entries = content.section(name);
      if (!name.equals(SectionName.DEFAULT) && !entries.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(header(name)).append('\n');
      }
      for (ConfigEntry entry : entries) {
        text.append(EntryText.of(name, entry)).append('\n');
      }
    }
    if (text.indexOf(BYTE_ORDER_MARK) == 0) {
      text.insert(0, '\n');
    }
    if (text.length() > IniFile.MAX_CHARACTERS) {
      throw new UnwritableContentException(
          "the file has %,d characters, of which an ini file can have %,d"
              .formatted(text.length(), IniFile.MAX_CHARACTERS));
    }
    return text.toString();
  }

  private static String header(SectionName name) {
    if (name.value().indexOf(']') >= 0) {
      throw new UnwritableContentException(
          "section '%s': an ini file cannot have the name of a section that contains ']'"
              .formatted(name));
    }
    return "[" + name + "]";
  }
}
