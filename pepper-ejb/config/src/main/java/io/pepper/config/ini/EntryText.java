package io.pepper.config.ini;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.SectionName;
import io.pepper.config.value.ValueType;
import java.util.List;

/**
 * The choice of quotes for one key and its value: all that the grammar has are tried, read back,
 * and the first one without findings is taken, else the first one that loses nothing.
 */
final class EntryText {
  private static final List<String> KEY_QUOTES = List.of("", "\"", "`", "\"\"\"");
  private static final List<String> VALUE_QUOTES = List.of("", "`", "\"\"\"");

  /** What follows a key when it is read back: a key that swallows it is not written well. */
  private static final String NEXT = "\n[next]\nnext = 1\n";

  private static final FileContent NEXT_CONTENT = IniFile.read(NEXT).content();

  private EntryText() {}

  /**
   * Returns a key with its value, without the last line feed.
   *
   * @throws UnwritableContentException if there is no text for it
   */
  static String of(SectionName section, ConfigEntry entry) {
    if (entry.isSecret()) {
      throw new UnwritableContentException(
          section, entry.key(), "a secret cannot be written into an ini file; leave it out");
    }
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String keyQuote : KEY_QUOTES) {
      for (String quote : VALUE_QUOTES) {
        String text = keyQuote + entry.rawKey() + keyQuote + " = " + quote + entry.value() + quote;
        int findings = fewest == 0 ? Integer.MAX_VALUE : findings(text, entry);
        if (findings < fewest) {
          best = text;
          fewest = findings;
        }
      }
    }
    if (best == null) {
      throw new UnwritableContentException(section, entry.key(), problem(entry));
    }
    return best;
  }

  /** Returns how many findings a text has, or the highest number if it is not the entry's. */
  private static int findings(String text, ConfigEntry entry) {
    Findings findings = new Findings();
    try {
      FileContent content =
          new ContentBuilder(findings).build(new IniScanner(text + NEXT, findings).scan());
      boolean isSame = content.equals(NEXT_CONTENT.with(SectionName.DEFAULT, entry));
      return isSame ? findings.sorted().size() : Integer.MAX_VALUE;
    } catch (IniSyntaxException e) {
      return Integer.MAX_VALUE;
    }
  }

  private static String problem(ConfigEntry entry) {
    ConfigEntry plain =
        new ConfigEntry(entry.key(), ValueType.STRING, entry.key().value(), "", false);
    boolean isKeyFine =
        KEY_QUOTES.stream()
            .anyMatch(q -> findings(q + plain.rawKey() + q + " = ", plain) < Integer.MAX_VALUE);
    if (!isKeyFine) {
      return "an ini file cannot have this name of a key";
    }
    return entry.value().indexOf('\n') >= 0
        ? "a value of several lines cannot be written into an ini file if lines before its last one contain backticks and also three double quotes in a row"
        : "its left side '%s' does not stand for this key with a value of type %s"
            .formatted(entry.rawKey(), entry.type().text());
  }
}
