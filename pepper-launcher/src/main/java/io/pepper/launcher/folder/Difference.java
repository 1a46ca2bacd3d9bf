package io.pepper.launcher.folder;

import java.util.List;

/**
 * The difference between the folder and the server in one thing.
 *
 * @param subject such as {@code queue orders}
 * @param detail lines that say what differs, or why it is refused
 */
record Difference(String subject, Kind kind, List<String> detail) {
  /** The effect that an application of the folder has on it. */
  enum Kind {
    NEW("new"),
    CHANGED("changed"),
    UNCHANGED("unchanged"),
    REFUSED("refused"),
    /** Not in the folder: stays, unless everything shall be as in the folder. */
    EXTRA("not in the folder");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
