package io.pepper.bridge.rpcx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The value of a leaf: metadata as a query string, names in order as Go writes them. Mutable. */
final class LeafMetadata {
  private final Map<String, List<String>> values = new TreeMap<>();

  /** Reads a value. A text that is no query string has no values, as for rpcx's clients. */
  static LeafMetadata parsed(String text) {
    LeafMetadata query = new LeafMetadata();
    try {
      for (String pair : text.split("&")) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        if (!name.isEmpty()) {
          query.add(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
      }
      return query;
    } catch (IllegalArgumentException e) {
      return new LeafMetadata();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  LeafMetadata add(String name, String value) {
    values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    return this;
  }

  LeafMetadata set(String name, String value) {
    remove(name);
    return add(name, value);
  }

  /** Removes a name, and returns its first value. */
  Optional<String> remove(String name) {
    return Optional.ofNullable(values.remove(name)).map(List::getFirst);
  }

  /** Returns the first value of a name. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst);
  }

  Map<String, List<String>> values() {
    return values;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, all) ->
        all.forEach(value ->
            text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, UTF_8))));
    return text.toString();
  }
}
