package io.pepper.config.ini;

import io.pepper.config.definition.SectionName;
import io.pepper.config.value.QuotedText;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reader of lines: sections, comments, and keys with their values. For one thread. */
final class IniScanner {
  private static final String DEFAULT = SectionName.DEFAULT.value();
  private static final String AUTO_NAME = "-";

  private final SourceLines lines;
  private final Findings findings;
  private final ValueScanner values;
  private final Map<String, RawSection> sections = new LinkedHashMap<>();
  private final StringBuilder comments = new StringBuilder();
  private RawSection section = new RawSection(1);
  private int keys;

  /** The number of keys without a name since the last header, also that of a section before. */
  private int autoNames;

  IniScanner(String text, Findings findings) {
    lines = new SourceLines(text);
    this.findings = findings;
    values = new ValueScanner(lines, findings);
    sections.put(DEFAULT, section);
  }

  /**
   * Reads the whole text.
   *
   * @return the sections by their names, DEFAULT first
   * @throws IniSyntaxException naming the first line that is wrong
   */
  Map<String, RawSection> scan() {
    while (lines.hasNext()) {
      String line = GoSpace.trimLeft(lines.next());
      if (line.isEmpty()) {
        continue;
      }
      switch (line.charAt(0)) {
        case '#', ';' -> comments.append(line);
        case '[' -> header(line);
        default -> pair(LeftSide.of(line, lines.number()));
      }
    }
    return sections;
  }

  private void header(String line) {
    int closing = line.indexOf(']');
    if (closing < 0) {
      throw new IniSyntaxException(lines.number(), "the name of the section has no closing ']'");
    }
    String name = line.substring(1, closing);
    if (name.isEmpty()) {
      throw new IniSyntaxException(lines.number(), "the section has no name between its brackets");
    }
    reportHeader(name, GoSpace.trim(line.substring(closing + 1)));
    section = sections.computeIfAbsent(name, unknown -> new RawSection(lines.number()));
    comments.setLength(0);
    autoNames = 0;
  }

  private void reportHeader(String name, String dropped) {
    if (!GoSpace.trim(name).equals(name)) {
      findings.add(
          lines.number(),
          IniTrap.SECTION_BLANKS,
          "the blanks belong to the section's name " + QuotedText.of(name));
    }
    if (!dropped.isEmpty()) {
      findings.add(
          lines.number(),
          IniTrap.TEXT_DROPPED,
          QuotedText.of(dropped) + " behind the section's name has no effect");
    }
  }

  private void pair(LeftSide left) {
    int line = lines.number();
    if (++keys > IniFile.MAX_KEYS) {
      throw new IniSyntaxException(
          line,
          "the file has more than %,d keys; divide it into several".formatted(IniFile.MAX_KEYS));
    }
    reportLeftSide(left, line);
    RawValue value = values.scan(left);
    comments.append(value.comment());
    String text = left.isGlued() ? glued(value, line) : value.text();
    comments.setLength(0);
    String leftSide = left.text();
    if (leftSide.equals(AUTO_NAME)) {
      leftSide = "#" + ++autoNames;
      findings.add(line, IniTrap.AUTO_NAME, "the key is named " + leftSide);
    }
    RawEntry earlier = section.put(new RawEntry(line, leftSide, text));
    if (earlier != null) {
      findings.add(
          line,
          IniTrap.REPEATED,
          "%s is set again, and its value of line %d is lost"
              .formatted(QuotedText.of(leftSide), earlier.line()));
    }
  }

  private void reportLeftSide(LeftSide left, int line) {
    if (left.delimiter() == ':' && left.rest().indexOf('=') >= 0) {
      findings.add(
          line,
          IniTrap.COLON,
          "the key ends at the colon: it is %s, and '=' belongs to the value"
              .formatted(QuotedText.of(left.text())));
    }
    if (!left.dropped().isEmpty()) {
      findings.add(
          line,
          IniTrap.TEXT_DROPPED,
          QuotedText.of(left.dropped()) + " behind the key's closing quote has no effect");
    }
  }

  private String glued(RawValue value, int line) {
    String comment = GoSpace.trim(comments.toString());
    String text = value.text() + comment;
    if (comment.indexOf('#') >= 0 || !text.equals(value.written())) {
      findings.add(
          line, IniTrap.GLUED, "with comments around it, the value is " + QuotedText.of(text));
    }
    return text;
  }
}
