package io.pepper.definition;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of a definition that only admins see, such as those of headers. Others see {@code ***} in
 * their place; that text, written back, stands for the present value.
 */
public final class HiddenValues {
  /** The text in place of a value. */
  public static final String MASK = "***";

  private HiddenValues() {}

  /** Returns the names with {@link #MASK} for each value. */
  public static Map<String, String> masked(Map<String, String> values) {
    Map<String, String> masked = new TreeMap<>(values);
    masked.replaceAll((name, value) -> MASK);
    return masked;
  }

  /**
   * Returns what was written, with present values for {@link #MASK}.
   *
   * @param field that holds them, for the problem
   * @throws InvalidDefinitionException if there is no value for {@code ***} to stand for
   */
  public static Map<String, String> restored(
      String field, Map<String, String> written, Map<String, String> present) {
    Map<String, String> restored = new TreeMap<>(written);
    restored.replaceAll((name, value) -> {
      if (!value.equals(MASK)) {
        return value;
      }
      if (!present.containsKey(name)) {
        throw new InvalidDefinitionException(
            field + "." + name,
            "is ***, which stands for the value that is there, and there is none; write the value");
      }
      return present.get(name);
    });
    return restored;
  }

  /**
   * Returns headers as {@link #restored} does. Kept ones go to the server they were written for and
   * to no other, or whoever changes the address would be sent them.
   *
   * @param url where the written ones go
   * @param presentUrl where the present ones go
   * @throws InvalidDefinitionException also if a kept one was meant for another server
   */
  public static Map<String, String> restoredHeaders(
      URI url, Map<String, String> written, URI presentUrl, Map<String, String> present) {
    if (!server(url).equals(server(presentUrl)) && written.containsValue(MASK)) {
      throw new InvalidDefinitionException(
          "headers",
          "*** stands for a value that is kept for "
              + server(presentUrl)
              + ", and url is another server now; write the values");
    }
    return restored("headers", written, present);
  }

  private static String server(URI url) {
    return (url.getScheme() + "://" + url.getAuthority()).toLowerCase(Locale.ROOT);
  }
}
