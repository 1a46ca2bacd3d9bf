package io.pepper.web.faces.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program and its arguments as people write them, with the quotes of a shell and nothing else of
 * it: no variables, no pipes.
 */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[^\\s'\"\\\\]+");

  private ShellWords() {}

  public static String of(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return word.contains("'")
        ? '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : "'" + word + "'";
  }

  /**
   * @throws IllegalArgumentException if a quote is never closed
   */
  public static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isEscape = c == '\\' && quote != '\'' && i + 1 < text.length();
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (isEscape && isEscaped(text.charAt(i + 1), quote)) {
        word.append(text.charAt(++i));
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("the quote " + quote + " is opened and never closed");
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  /**
   * Returns whether a character is escaped, as in a shell: in double quotes only one that would
   * otherwise have a meaning.
   */
  private static boolean isEscaped(char next, char quote) {
    return quote == 0 || next == '"' || next == '\\';
  }
}
