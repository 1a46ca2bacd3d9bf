package io.pepper.config.ini;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.value.QuotedText;
import io.pepper.config.value.ValueType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The step from left sides and texts to typed keys. For one thread. */
final class ContentBuilder {
  private static final String ALL_TYPES =
      Arrays.stream(ValueType.values()).map(ValueType::text).collect(Collectors.joining(", "));

  private final Findings findings;
  private final ValueTraps traps;

  ContentBuilder(Findings findings) {
    this.findings = findings;
    traps = new ValueTraps(findings);
  }

  /**
   * Builds the content of a file.
   *
   * @throws IniSyntaxException naming the first line that is wrong
   */
  FileContent build(Map<String, RawSection> sections) {
    Map<SectionName, Map<KeyName, ConfigEntry>> content = new LinkedHashMap<>();
    sections.forEach((name, section) -> {
      if (!section.entries().isEmpty()) {
        content.put(name(name, section), keys(section));
      } else if (!name.equals(SectionName.DEFAULT.value())) {
        findings.add(
            section.line(),
            IniTrap.EMPTY_SECTION,
            "the section %s has no keys and is not kept".formatted(QuotedText.of(name)));
      }
    });
    return new FileContent(content);
  }

  private static SectionName name(String name, RawSection section) {
    try {
      return new SectionName(name);
    } catch (IllegalArgumentException e) {
      throw new IniSyntaxException(section.line(), e.getMessage());
    }
  }

  private Map<KeyName, ConfigEntry> keys(RawSection section) {
    Map<KeyName, ConfigEntry> keys = new LinkedHashMap<>();
    Map<KeyName, Integer> lines = new LinkedHashMap<>();
    for (RawEntry raw : section.entries()) {
      ConfigEntry entry = entry(raw);
      Integer earlier = lines.get(entry.key());
      if (earlier == null || earlier < raw.line()) {
        keys.put(entry.key(), entry);
        lines.put(entry.key(), raw.line());
      }
      if (earlier != null) {
        findings.add(
            raw.line(),
            IniTrap.TWO_TYPES,
            "the key '%s' is also set in line %d, with another type; the later line counts here, either of them in gokeeper"
                .formatted(entry.key(), earlier));
      }
    }
    return keys;
  }

  private ConfigEntry entry(RawEntry raw) {
    String[] words = GoSpace.trim(raw.leftSide()).split("[ \t]+");
    if (words.length > 2) {
      throw new IniSyntaxException(
          raw.line(),
          "%s is not a key, or a key and its type: each of them is one word, also map[string]string"
              .formatted(QuotedText.of(raw.leftSide())));
    }
    String typeText = words.length == 1 ? "" : words[1];
    ValueType type =
        ValueType.of(typeText)
            .orElseThrow(() ->
                new IniSyntaxException(
                    raw.line(),
                    "there is no type %s; the types are %s"
                        .formatted(QuotedText.of(typeText), ALL_TYPES)));
    try {
      KeyName key = new KeyName(words[0]);
      traps.inspect(raw.line(), type, raw.value(), type.parse(raw.value()));
      return new ConfigEntry(key, type, raw.leftSide(), raw.value(), false);
    } catch (IllegalArgumentException e) {
      throw new IniSyntaxException(raw.line(), e.getMessage());
    }
  }
}
