package io.pepper.config.ini;

import io.pepper.config.definition.FileContent;
import java.util.List;

/**
 * An ini text that has been read.
 *
 * @param content what gokeeper makes of the text
 * @param findings where that differs from what the text seems to say, by their lines; at most
 *     1,000. A caller that wants to be strict refuses a file that has any
 */
public record IniFile(FileContent content, List<IniFinding> findings) {
  /** The most characters of a text. */
  public static final int MAX_CHARACTERS = 1 << 20;

  /** The most keys of a file, over all sections. */
  public static final int MAX_KEYS = 10_000;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * Reads a text.
   *
   * @throws IniSyntaxException if the text, or anything in it, is refused, naming the line
   */
  public static IniFile read(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new IniSyntaxException(
          1,
          "the file has %,d characters, of which %,d are allowed; divide it into several"
              .formatted(text.length(), MAX_CHARACTERS));
    }
    Findings findings = new Findings();
    boolean isMarked = text.startsWith(BYTE_ORDER_MARK);
    IniScanner scanner = new IniScanner(isMarked ? text.substring(1) : text, findings);
    FileContent content = new ContentBuilder(findings).build(scanner.scan());
    return new IniFile(content, findings.sorted());
  }
}
