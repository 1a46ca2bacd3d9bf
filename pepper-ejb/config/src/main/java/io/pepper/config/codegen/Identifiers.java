package io.pepper.config.codegen;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names that one scope of generated code has, and what each of them stands for. For one thread.
 */
final class Identifiers {
  private final Set<String> reserved;
  private final String suffix;
  private final Map<String, String> sources = new HashMap<>();

  /**
   * Creates a scope without names.
   *
   * @param reserved words that cannot be names, in lower case
   * @param suffix is appended to a reserved word to make a name of it
   */
  Identifiers(Set<String> reserved, String suffix) {
    this.reserved = reserved;
    this.suffix = suffix;
  }

  /**
   * Claims a name.
   *
   * @param name letters, digits and underscores; if it begins with a digit, it gets an underscore
   * @param source what it stands for, for the error
   * @return the name, with the suffix if it is reserved
   * @throws CodegenException if it stands for something else already
   */
  String claim(String name, String source) {
    String first = name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    String free = reserved.contains(first.toLowerCase(Locale.ROOT)) ? first + suffix : first;
    String earlier = sources.putIfAbsent(free, source);
    if (earlier != null) {
      throw new CodegenException(
          "%s and %s would both be called %s; rename one of them".formatted(earlier, source, free));
    }
    return free;
  }

  /** Returns a name as types have it: {@code my-x} is {@code MyX}. */
  static String pascal(String text) {
    return words(text).stream().map(Identifiers::capitalized).collect(Collectors.joining());
  }

  /** Returns a name as variables have it: {@code My-x} is {@code myX}. */
  static String camel(String text) {
    String pascal = pascal(text);
    return pascal.isEmpty()
        ? ""
        : pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
  }

  /** Returns a name as constants have it: {@code my-x} is {@code MY_X}. */
  static String constant(String text) {
    return String.join("_", words(text)).toUpperCase(Locale.ROOT);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{Nd}]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
