package io.pepper.web.faces.bus.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** The queries of links, encoded. */
final class PageAddress {
  private PageAddress() {}

  /**
   * Returns a query without those that are empty.
   *
   * @param namesAndValues one after the other
   */
  static String of(String... namesAndValues) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!namesAndValues[i + 1].isEmpty()) {
        query
            .append(query.isEmpty() ? "?" : "&")
            .append(namesAndValues[i])
            .append('=')
            .append(URLEncoder.encode(namesAndValues[i + 1], UTF_8));
      }
    }
    return query.toString();
  }
}
