package io.pepper.web.http;

import java.util.Map;
import org.glassfish.grizzly.http.HttpRequestPacket;

/**
 * The paths of gokeeper's HTTP interface below {@code /discovery}, which belongs to another
 * interface here: they are written as one word, as gokeeper's clients may do themselves.
 */
final class KeeperPaths {
  private static final Map<String, String> WORDS =
      Map.of(
          "/discovery/list/services", "/discoveryListServices",
          "/discovery/get/service", "/discoveryGetService",
          "/discovery/set/property", "/discoverySetProperty");

  private KeeperPaths() {}

  /** Replaces the path of a request before anything has read it. */
  static void apply(HttpRequestPacket request) {
    String word = WORDS.get(request.getRequestURI());
    if (word != null) {
      request.setRequestURI(word);
    }
  }
}
