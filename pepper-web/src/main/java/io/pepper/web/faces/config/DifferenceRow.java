package io.pepper.web.faces.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.edit.KeyDifference;
import io.pepper.config.edit.KeyDifferences;
import io.pepper.web.faces.PlainText;
import java.util.List;
import java.util.Optional;

/** A key that differs between two contents of a file, as the pages read it. */
public final class DifferenceRow {
  private static final int MAX_ROWS = 1000;

  private final KeyDifference key;

  private DifferenceRow(KeyDifference key) {
    this.key = key;
  }

  /** Returns the rows of differences, at most as many as a page can show. */
  public static List<DifferenceRow> of(List<KeyDifference> keys) {
    return keys.stream().limit(MAX_ROWS).map(DifferenceRow::new).toList();
  }

  public String getSection() {
    return PlainText.of(key.section().value());
  }

  public String getName() {
    return PlainText.of(key.key().value());
  }

  /** Returns the rows of what is different between two contents. */
  public static List<DifferenceRow> between(FileContent before, FileContent after) {
    return of(KeyDifferences.of(before, after).toList());
  }

  /** Returns a difference in a word. */
  static String change(KeyDifference key) {
    return key.before().isEmpty() ? "added" : key.after().isEmpty() ? "removed" : "changed";
  }

  /** Returns the colour of a difference. */
  static String style(KeyDifference key) {
    return key.before().isEmpty() ? "good" : key.after().isEmpty() ? "bad" : "busy";
  }

  public String getChange() {
    return change(key);
  }

  public String getStyle() {
    return style(key);
  }

  /** Returns the value before; empty if the key was not there. */
  public String getBeforeText() {
    return key.before().map(SectionRow::shown).orElse("");
  }

  /** Returns the value after; empty if the key is gone. */
  public String getAfterText() {
    return key.after().map(this::after).orElse("");
  }

  private String after(ConfigEntry entry) {
    boolean isNewSecret =
        entry.isSecret() && key.before().filter(ConfigEntry::isSecret).isPresent();
    return SectionRow.shown(entry) + (isNewSecret ? " (another secret)" : "");
  }

  public boolean isBefore() {
    return key.before().isPresent();
  }

  public boolean isAfter() {
    return key.after().isPresent();
  }

  /** Returns the types, if they differ or one side is missing, such as {@code int → string}. */
  public String getTypes() {
    Optional<String> before = key.before().map(entry -> entry.type().text());
    Optional<String> after = key.after().map(entry -> entry.type().text());
    return before.isPresent() && after.isPresent() && !before.equals(after)
        ? before.get() + " → " + after.get()
        : after.or(() -> before).orElse("");
  }
}
