package io.pepper.config.definition;

import io.pepper.config.value.QuotedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The name of a file inside its domain.
 *
 * @param path such as {@code bj/global.conf}: at most 400 characters, folders separated by {@code
 *     /}, without one at its beginning; the last part ends in {@code .conf}, in whatever case
 */
public record FileName(String path) implements Comparable<FileName> {
  private static final int MAX_CHARACTERS = 400;
  private static final String SUFFIX = ".conf";

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException naming the name and the rule
   */
  public FileName {
    if (path == null || path.length() > MAX_CHARACTERS || !hasGoodParts(path) || !isConf(path)) {
      throw new IllegalArgumentException(
          "%s is not the name of a file: at most %d characters that end in .conf, folders separated by '/', none of them empty or starting with '.'"
              .formatted(QuotedText.of(path), MAX_CHARACTERS));
    }
  }

  /**
   * Reads a name as gokeeper's clients write it, with a slash at its beginning or without.
   *
   * @throws IllegalArgumentException naming the name and the rule
   */
  public static FileName of(String text) {
    return new FileName(text.startsWith("/") ? text.substring(1) : text);
  }

  private static boolean hasGoodParts(String path) {
    for (String part : path.split("/", -1)) {
      if (!NameRule.holds(part) || part.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isConf(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(SUFFIX);
  }

  /** Returns the name as gokeeper writes it: {@code /bj/global.conf}. */
  public String absolute() {
    return "/" + path;
  }

  /** Returns the last part: {@code global.conf}. */
  public String baseName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Returns the name of what a node receives from files of this base name: {@code global.conf} and
   * {@code bj/global.conf} are both {@code Global}.
   */
  public String structName() {
    String base = baseName();
    String stem = base.substring(0, base.indexOf('.'));
    int first = stem.offsetByCodePoints(0, 1);
    return stem.substring(0, first).toUpperCase(Locale.ROOT) + stem.substring(first);
  }

  /**
   * Returns this name and those of the same base name in the folders above, the topmost first:
   * {@code x.conf}, {@code a/x.conf}, {@code a/b/x.conf}. Whether they exist is not asked.
   */
  public List<FileName> lineage() {
    String base = baseName();
    List<FileName> names = new ArrayList<>();
    names.add(new FileName(base));
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      names.add(new FileName(path.substring(0, slash + 1) + base));
    }
    return names;
  }

  @Override
  public int compareTo(FileName other) {
    return path.compareTo(other.path);
  }

  @Override
  public String toString() {
    return path;
  }
}
