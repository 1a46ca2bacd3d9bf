package io.pepper.cron.crontab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The comment right above an entry. Explanations of the columns and entries that are commented out
 * are none, nor is what stands above those.
 */
final class EntryComment {
  private static final int MAX_LENGTH = 1_000;
  private static final Pattern COLUMNS =
      Pattern.compile("(?i)(?:[|. -]|m(?:in(?:ute)?)?\\s+h(?:our)?\\b|\\*\\s+\\*).*");

  private final List<String> lines = new ArrayList<>();

  void add(CrontabLine.Comment comment) {
    String text = comment.text().replaceFirst("^#+ ?", "").stripTrailing();
    if (text.isBlank() || COLUMNS.matcher(text).matches() || isEntry(text)) {
      lines.clear();
    } else {
      lines.add(text.strip());
    }
  }

  /** Returns the comment so far and begins a new one. */
  String finish() {
    String remark = String.join(" ", lines);
    lines.clear();
    return remark.length() <= MAX_LENGTH ? remark : remark.substring(0, MAX_LENGTH);
  }

  private static boolean isEntry(String text) {
    return CrontabReader.entry(text.strip()) instanceof CrontabLine.ScheduledCommand entry
        && (entry.schedule().startsWith("@")
            || entry.schedule().matches("[\\d*][\\d*/,\\- a-zA-Z]*"));
  }
}
