package io.pepper.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Pattern;

/**
 * The servers that the settings name, tried before the application uses them: a wrong host is then
 * one line instead of a failed deployment. One server of several that accepts is enough.
 */
record Dependencies(Settings settings) {
  private static final int TIMEOUT_MS = 3_000;
  // host:port or [v6]:port, anywhere in a URI or a list of them, after the user part if there is
  // one
  private static final Pattern HOST = Pattern.compile("(?:\\[([^\\]]+)]|([\\w.-]+)):(\\d{1,5})");

  /**
   * Tries the servers of store, coordination and database.
   *
   * @throws StartFailure if none of a setting's servers accepts; names server and setting
   */
  void check() {
    check("pepper.store", "Redis", 6379);
    check("pepper.coordination", "etcd", 2379);
    check("pepper.database", "MariaDB", 3306);
  }

  private void check(String setting, String name, int defaultPort) {
    String value = settings.text(setting);
    if (value.isBlank() || value.equals("embedded")) {
      return;
    }
    String hosts = hostsIn(value);
    for (String host : hosts.split(",")) {
      if (answers(host, defaultPort)) {
        return;
      }
    }
    throw new StartFailure(
        name + " at " + hosts + " cannot be reached: start it, or change " + setting);
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
