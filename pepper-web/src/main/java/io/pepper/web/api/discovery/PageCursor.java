package io.pepper.web.api.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.web.api.Refusal;
import java.util.Base64;
import java.util.Optional;

/**
 * The beginning of the next page of a list, as text that callers hand back as it is: the two names
 * that the page before ended with. Names have no control characters.
 */
record PageCursor(String first, String second) implements Comparable<PageCursor> {
  private static final String BETWEEN = "\n";

  /**
   * @param text null when it was not sent
   */
  static Optional<PageCursor> read(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      String[] names = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(BETWEEN);
      if (names.length == 2) {
        return Optional.of(new PageCursor(names[0], names[1]));
      }
    } catch (IllegalArgumentException e) {
      // Refused below, as text that decodes to something else.
    }
    throw Refusal.of("cursor", "is not one that a page of this list ended with");
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((first + BETWEEN + second).getBytes(UTF_8));
  }

  @Override
  public int compareTo(PageCursor other) {
    int byFirst = first.compareTo(other.first);
    return byFirst != 0 ? byFirst : second.compareTo(other.second);
  }
}
