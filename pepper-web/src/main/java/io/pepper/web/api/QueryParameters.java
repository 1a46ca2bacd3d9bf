package io.pepper.web.api;

import java.util.Optional;
import java.util.function.Function;

/** The query parameters' parser; refusals name the parameter. */
public final class QueryParameters {
  private QueryParameters() {}

  public static long number(String name, String text, long least, long most) {
    if (text.matches("\\d{1,18}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Refusal.of(
        name, "must be a whole number from %d to %d, not '%s'".formatted(least, most, text));
  }

  /**
   * @param text null when it was not sent
   */
  public static <T> Optional<T> optional(String name, String text, Function<String, T> reader) {
    try {
      return Optional.ofNullable(text).map(reader);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(name, e.getMessage());
    }
  }
}
