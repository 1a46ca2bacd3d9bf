package io.pepper.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.ini.IniFile;
import io.pepper.config.ini.IniFinding;
import io.pepper.config.ini.IniSyntaxException;
import io.pepper.config.ini.IniWriter;
import io.pepper.config.ini.UnwritableContentException;
import io.pepper.config.value.ValueType;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.InvalidDefinitionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a file as an ini text that people read and write (docs/protocol.md, Ini files).
 * Stateless.
 */
public final class IniText {
  /**
   * A text that has been read.
   *
   * @param warnings where the text means something else than it seems to, one line of text each
   */
  public record ParsedText(FileContent content, List<String> warnings) {
    public ParsedText {
      warnings = List.copyOf(warnings);
    }
  }

  private IniText() {}

  /**
   * Reads a text.
   *
   * @param isStrict whether a text that means something else than it seems to is refused
   * @throws InvalidDefinitionException naming the line that is wrong
   */
  public static ParsedText read(String text, boolean isStrict) {
    try {
      IniFile file = IniFile.read(text);
      List<String> warnings = file.findings().stream().map(IniFinding::message).toList();
      if (isStrict && !warnings.isEmpty()) {
        throw new InvalidDefinitionException("", String.join("\n", warnings));
      }
      return new ParsedText(file.content(), warnings);
    } catch (IniSyntaxException e) {
      throw new InvalidDefinitionException("", e.getMessage());
    }
  }

  /**
   * Writes a content, with {@code ***} for secrets, which stands for them when it is read back.
   *
   * @throws InvalidDefinitionException if an ini file cannot have it, naming section and key
   */
  public static String write(FileContent content) {
    try {
      return IniWriter.write(masked(content));
    } catch (UnwritableContentException e) {
      throw new InvalidDefinitionException("", e.getMessage());
    }
  }

  private static FileContent masked(FileContent content) {
    Map<SectionName, Map<KeyName, ConfigEntry>> sections = new LinkedHashMap<>();
    content
        .sections()
        .forEach((section, keys) -> {
          Map<KeyName, ConfigEntry> masked = new LinkedHashMap<>(keys);
          masked.replaceAll((key, entry) -> entry.isSecret() ? mask(key) : entry);
          sections.put(section, masked);
        });
    return new FileContent(sections);
  }

  /** Returns a key that stands for a secret: as text, which is the only type that takes it. */
  private static ConfigEntry mask(KeyName key) {
    return ConfigEntry.of(key, ValueType.STRING, HiddenValues.MASK);
  }
}
