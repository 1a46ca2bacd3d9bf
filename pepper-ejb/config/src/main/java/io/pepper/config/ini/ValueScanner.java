package io.pepper.config.ini;

import io.pepper.config.value.QuotedText;

/** The reader of values, which may go on in the lines that follow. For one thread. */
final class ValueScanner {
  private static final String TRIPLE_QUOTE = "\"\"\"";
  private static final String BACKTICK = "`";
  private static final String BACKSLASH = "\\";

  private final SourceLines lines;
  private final Findings findings;

  ValueScanner(SourceLines lines, Findings findings) {
    this.lines = lines;
    this.findings = findings;
  }

  /**
   * Reads the value of a line.
   *
   * @throws IniSyntaxException if a quote is not closed before the end of the text
   */
  RawValue scan(LeftSide left) {
    String start = GoSpace.trimLeft(left.rest());
    if (start.startsWith(TRIPLE_QUOTE) && start.length() > TRIPLE_QUOTE.length()) {
      return quoted(start.substring(TRIPLE_QUOTE.length()), TRIPLE_QUOTE);
    }
    if (start.startsWith(BACKTICK)) {
      return quoted(start.substring(BACKTICK.length()), BACKTICK);
    }
    String line = GoSpace.trim(start);
    return line.endsWith(BACKSLASH) ? continued(line) : plain(line, left);
  }

  private RawValue quoted(String rest, String quote) {
    int closing = rest.lastIndexOf(quote);
    if (closing < 0) {
      return severalLines(rest, quote);
    }
    String value = rest.substring(0, closing);
    reportDropped(GoSpace.trim(rest.substring(closing + quote.length())));
    return new RawValue(value, value, "");
  }

  private RawValue severalLines(String first, String quote) {
    int opened = lines.number();
    StringBuilder value = new StringBuilder(first);
    while (lines.hasNext()) {
      String line = lines.next();
      int closing = line.lastIndexOf(quote);
      if (closing >= 0) {
        value.append(line, 0, closing);
        reportCarriageReturns(opened, value);
        String dropped = GoSpace.trim(line.substring(closing + quote.length()));
        reportDropped(dropped);
        return new RawValue(value.toString(), value.toString(), comment(dropped));
      }
      value.append(line);
    }
    throw new IniSyntaxException(
        opened, "the value begins with " + quote + ", and no line has the closing one");
  }

  private RawValue continued(String first) {
    int opened = lines.number();
    StringBuilder value = new StringBuilder();
    boolean seemsMeant = true;
    String line = first;
    while (line.endsWith(BACKSLASH)) {
      value.append(line, 0, line.length() - 1);
      line = lines.hasNext() ? GoSpace.trim(lines.next()) : "";
      seemsMeant &= !line.isEmpty() && line.indexOf('=') < 0;
    }
    value.append(line);
    String text = value.toString();
    if (!seemsMeant || commentStart(text) >= 0 || isQuoted(text)) {
      findings.add(
          opened,
          IniTrap.CONTINUED,
          "the backslash makes the next line part of the value, which is " + QuotedText.of(text));
    }
    return new RawValue(text, text, "");
  }

  private RawValue plain(String line, LeftSide left) {
    int mark = commentStart(line);
    String value = mark < 0 ? line : GoSpace.trim(line.substring(0, mark));
    if (mark >= 0 && !left.isGlued()) {
      String effect = "the value is %s, since '%c' begins a comment";
      findings.add(
          lines.number(),
          IniTrap.CUT_OFF,
          effect.formatted(QuotedText.of(value), line.charAt(mark)));
    }
    String text = value;
    if (isQuoted(value)) {
      boolean isWhole =
          value.length() > 2 && value.indexOf(value.charAt(0), 1) == value.length() - 1;
      if (isWhole) {
        text = value.substring(1, value.length() - 1);
      } else {
        findings.add(
            lines.number(),
            IniTrap.QUOTES_KEPT,
            "the quotes belong to the value, which is " + QuotedText.of(value));
      }
    }
    return new RawValue(
        text, text.equals(value) ? line : text, mark < 0 ? "" : line.substring(mark));
  }

  private static boolean isQuoted(String text) {
    char first = text.isEmpty() ? 0 : text.charAt(0);
    return text.length() > 1
        && (first == '"' || first == '\'')
        && text.charAt(text.length() - 1) == first;
  }

  /** Returns where a comment begins, or -1. */
  private static int commentStart(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '#' || text.charAt(i) == ';') {
        return i;
      }
    }
    return -1;
  }

  private static String comment(String text) {
    int mark = commentStart(text);
    return mark < 0 ? "" : text.substring(mark);
  }

  private void reportDropped(String text) {
    if (!text.isEmpty()) {
      findings.add(
          lines.number(),
          IniTrap.TEXT_DROPPED,
          QuotedText.of(text) + " behind the closing quote has no effect");
    }
  }

  private void reportCarriageReturns(int line, CharSequence value) {
    if (value.toString().contains("\r\n")) {
      findings.add(
          line, IniTrap.CARRIAGE_RETURNS, "the value keeps the carriage returns of its lines");
    }
  }
}
