package io.pepper.cron.definition.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names of enum values in documents: in camel case, beginning with a small letter. */
public final class EnumText {
  private EnumText() {}

  public static String text(Enum<?> value) {
    String[] words = value.name().toLowerCase(Locale.ROOT).split("_");
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }

  /**
   * @throws IllegalArgumentException listing what can be written
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> text(value).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                        .map(EnumText::text)
                        .collect(Collectors.joining(", "))
                    + ", not '"
                    + text
                    + "'"));
  }
}
