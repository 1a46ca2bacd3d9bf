package io.pepper.job;

/** The parts of a long text that are kept: both ends, because errors are often at the end. */
public final class Excerpt {
  private static final int MAX_MARK_LENGTH = 60;

  private Excerpt() {}

  /**
   * Returns the text, or its beginning and its end with the number of characters between them.
   *
   * @param max the length of the result at most, at least 200 characters
   */
  public static String ofBothEnds(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int room = max - MAX_MARK_LENGTH;
    int head = whole(text, room / 2);
    int tail = whole(text, text.length() - room / 2);
    return text.substring(0, head)
        + "\n… "
        + (tail - head)
        + " characters are left out here …\n"
        + text.substring(tail);
  }

  /** Returns the place, or the one before it if a character of two halves would be cut there. */
  private static int whole(String text, int place) {
    return Character.isLowSurrogate(text.charAt(place)) ? place - 1 : place;
  }
}
