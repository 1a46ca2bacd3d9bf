package io.pepper.config.value;

/** A text as messages show it: in quotes, in one line, and shortened if it is long. */
public final class QuotedText {
  private static final int MAX_CHARACTERS = 80;

  private QuotedText() {}

  /** Returns the beginning of a text in single quotes; the word null if there is none. */
  public static String of(String text) {
    if (text == null) {
      return "null";
    }
    boolean isLong = text.length() > MAX_CHARACTERS;
    String shown = isLong ? text.substring(0, end(text)) + "…" : text;
    return "'" + shown.replace("\r", "\\r").replace("\n", "\\n") + "'";
  }

  private static int end(String text) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1));
    return splitsPair ? MAX_CHARACTERS - 1 : MAX_CHARACTERS;
  }
}
