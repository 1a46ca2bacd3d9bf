package io.pepper.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of the settings, tried before the slow part of the start. */
final class Ports {
  private final Settings settings;

  Ports(Settings settings) {
    this.settings = settings;
  }

  /**
   * Tries all ports at once, and replaces each port 0 by a free one.
   *
   * @return a line for each port that cannot be had
   */
  List<String> claim() {
    InetAddress address;
    try {
      address = InetAddress.getByName(settings.bind());
    } catch (UnknownHostException unknown) {
      return List.of(noAddress());
    }
    List<String> problems = new ArrayList<>();
    List<ServerSocket> open = new ArrayList<>();
    Map<Integer, String> taken = new LinkedHashMap<>();
    try {
      for (ServedPort port : ServedPort.of(settings)) {
        claim(port.setting(), address, open, taken, problems);
      }
    } finally {
      open.forEach(Ports::close);
    }
    return problems.stream().distinct().toList();
  }

  /** Tries one port and keeps it, so that another setting with the same number is noticed. */
  private void claim(
      String setting,
      InetAddress address,
      List<ServerSocket> open,
      Map<Integer, String> taken,
      List<String> problems) {
    try {
      int port = settings.port(setting);
      if (taken.containsKey(port)) {
        problems.add(
            "%s and %s are both %d: give each a port of its own"
                .formatted(taken.get(port), setting, port));
        return;
      }
      ServerSocket socket = bind(address, port, setting, problems);
      if (socket != null) {
        open.add(socket);
        settings.set(setting, Integer.toString(socket.getLocalPort()));
        taken.put(socket.getLocalPort(), setting);
      }
    } catch (StartFailure noPort) {
      problems.add(noPort.getMessage());
    }
  }

  private ServerSocket bind(InetAddress address, int port, String setting, List<String> problems) {
    ServerSocket socket = null;
    try {
      socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return socket;
    } catch (IOException refused) {
      problems.add(explain(setting, port, refused));
      close(socket);
      return null;
    }
  }

  private static void close(ServerSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException ignored) {
      // The port is as free as it can be made.
    }
  }

  private String noAddress() {
    return "pepper.bind is \""
        + settings.bind()
        + "\", which is no address of this machine: set it to one, or to 0.0.0.0 for all";
  }

  private String explain(String setting, int port, IOException refused) {
    String reason = String.valueOf(refused.getMessage());
    if (reason.contains("assign requested address")) {
      return noAddress();
    }
    if (reason.contains("Permission denied")) {
      return "port " + port + " needs root: set " + setting + " to a port above 1023";
    }
    return "port %d on %s is in use: stop what uses it, or set %s (environment %s) to another port"
        .formatted(port, settings.bind(), setting, KnownSettings.variable(setting));
  }
}
