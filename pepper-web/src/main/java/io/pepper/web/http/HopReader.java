package io.pepper.web.http;

import io.pepper.settings.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the way of a request out of {@code X-Forwarded-*} or {@code Forwarded} (RFC 7239), the
 * first proxy first. What cannot be read counts as not said: it may come from anybody.
 */
final class HopReader {
  private static final int MAX_PORT = 65_535;

  /** No way is longer; what stands before these is anybody's. */
  private static final int MAX_HOPS = 50;

  private static final Pattern COMMA = Pattern.compile(",");

  /** A host with an optional port: a name, an IPv4 address, or an IPv6 address in brackets. */
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?");

  /** An address in brackets or of version 4, with the port that some proxies add. */
  private static final Pattern NODE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+))(?::[A-Za-z0-9._-]+)?");

  private HopReader() {}

  /**
   * Reads {@code X-Forwarded-*}. Of scheme, host and port some proxies keep one value for the whole
   * way, where others add one at each step: the last values belong to the last steps, and the first
   * one to all steps before it.
   *
   * @param clients the lines of {@code X-Forwarded-For}, in order; likewise the others
   */
  static List<Hop> ofLists(
      List<String> clients, List<String> schemes, List<String> hosts, List<String> ports) {
    List<String> addresses = split(clients);
    List<String> scheme = split(schemes);
    List<String> host = split(hosts);
    List<String> port = split(ports);
    int steps = Math.max(1, addresses.size());
    List<Hop> hops = new ArrayList<>(steps);
    for (int step = 0; step < steps; step++) {
      int fromEnd = steps - 1 - step;
      hops.add(
          hop(
              addresses.isEmpty() ? "" : addresses.get(step),
              fromEnd(scheme, fromEnd),
              fromEnd(host, fromEnd),
              fromEnd(port, fromEnd)));
    }
    return hops;
  }

  /**
   * Reads {@code Forwarded}. A line that breaks off within quotes says nothing at all.
   *
   * @param lines the lines of the header, in order
   */
  static List<Hop> ofForwarded(List<String> lines) {
    List<Hop> hops = new ArrayList<>();
    List<Map<String, String>> elements =
        lines.stream().flatMap(line -> ForwardedSyntax.elements(line).stream()).toList();
    for (Map<String, String> element : last(elements)) {
      hops.add(
          hop(
              element.getOrDefault("for", ""),
              element.getOrDefault("proto", ""),
              element.getOrDefault("host", ""),
              ""));
    }
    return hops;
  }

  private static Hop hop(String client, String scheme, String host, String port) {
    Matcher parts = HOST.matcher(host);
    boolean isHost = parts.matches();
    int own = isHost && parts.group(2) != null ? port(parts.group(2)) : 0;
    return new Hop(
        address(client),
        scheme(scheme),
        isHost ? parts.group(1).toLowerCase(Locale.ROOT) : "",
        own > 0 ? own : port(port));
  }

  private static String address(String text) {
    Matcher node = NODE.matcher(text);
    String address = text;
    if (node.matches()) {
      address = node.group(1) == null ? node.group(2) : node.group(1);
    }
    return Networks.canonical(address).orElse("");
  }

  private static String scheme(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> "https";
      case "http", "ws" -> "http";
      default -> "";
    };
  }

  private static int port(String text) {
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    return port <= MAX_PORT ? port : 0;
  }

  private static String fromEnd(List<String> values, int distance) {
    return values.isEmpty() ? "" : values.get(Math.max(0, values.size() - 1 - distance));
  }

  private static List<String> split(List<String> lines) {
    return last(
        lines.stream().flatMap(line -> COMMA.splitAsStream(line)).map(String::strip).toList());
  }

  private static <T> List<T> last(List<T> values) {
    return values.subList(Math.max(0, values.size() - MAX_HOPS), values.size());
  }
}
