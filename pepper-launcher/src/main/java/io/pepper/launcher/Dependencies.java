package io.pepper.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The servers that the settings name, tried before the application uses them: a wrong host is then
 * one line instead of a failed deployment. One server of several that accepts is enough.
 */
record Dependencies(Settings settings) {
  private static final int TIMEOUT_MS = 3_000;
  // host:port or [v6]:port, anywhere in a URI or a list of them, after the user part if there is
  // one
  private static final Pattern HOST = Pattern.compile("(?:\\[([^\\]]+)]|([\\w.-]+)):(\\d{1,5})");

  private static final List<Kind> KINDS =
      List.of(
          new Kind("pepper.store", "redis-sentinel", "Redis Sentinel", 26_379),
          new Kind("pepper.store", "redis", "Redis", 6_379),
          new Kind("pepper.coordination", "etcd", "etcd", 2_379),
          new Kind("pepper.database", "jdbc:mariadb", "MariaDB", 3_306));

  /**
   * A kind of server.
   *
   * @param setting that may name one
   * @param scheme how the setting's value begins then
   * @param name as its users call it
   * @param port where it usually listens
   */
  private record Kind(String setting, String scheme, String name, int port) {}

  /** Tries them, and returns a line for each setting of whose servers none accepts. */
  List<String> problems() {
    return Stream.of("pepper.store", "pepper.coordination", "pepper.database")
        .flatMap(setting -> problem(setting).stream())
        .toList();
  }

  /** Returns what is wrong. A value of no known kind is left to the application, which says so. */
  private Optional<String> problem(String setting) {
    String value = settings.text(setting);
    return KINDS.stream()
        .filter(kind -> kind.setting().equals(setting) && value.startsWith(kind.scheme()))
        .findFirst()
        .flatMap(kind -> unreachable(kind, hostsIn(value)));
  }

  private static Optional<String> unreachable(Kind kind, String hosts) {
    for (String host : hosts.split(",")) {
      if (answers(host, kind.port())) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "%s at %s cannot be reached: start it, or change %s (environment %s)"
            .formatted(kind.name(), hosts, kind.setting(), KnownSettings.variable(kind.setting())));
  }

  /** Returns the hosts of a URI without credentials, such as {@code a:1,b:2}. */
  static String hostsIn(String uri) {
    return uri.replaceAll("^(etcd|jdbc):", "")
        .replaceAll("[a-z-]+(:[a-z]+)?://", "")
        .replaceAll("[^,]*@", "")
        .replaceAll("[/?#][^,]*", "");
  }

  private static boolean answers(String host, int defaultPort) {
    var match = HOST.matcher(host);
    boolean withPort = match.matches();
    String name = !withPort ? host : match.group(1) != null ? match.group(1) : match.group(2);
    int port = withPort ? Integer.parseInt(match.group(3)) : defaultPort;
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(name, port), TIMEOUT_MS);
      return true;
    } catch (IOException | IllegalArgumentException unreachable) {
      return false;
    }
  }
}
