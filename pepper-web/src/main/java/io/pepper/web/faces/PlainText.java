package io.pepper.web.faces;

/** Text of any origin as a page can show it: updates of pages are XML, which not all can be in. */
public final class PlainText {
  private static final int PICTURES = 0x2400;

  private PlainText() {}

  /**
   * Returns the text with control characters as their pictures and what is no character as U+FFFD.
   */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().map(PlainText::shown).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static int shown(int c) {
    if (c < ' ') {
      return c == '\n' || c == '\t' || c == '\r' ? c : PICTURES + c;
    }
    boolean isNone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return isNone || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c;
  }
}
