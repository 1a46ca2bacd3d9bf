package io.pepper.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The ports of the settings, claimed before the slow part of the start. */
final class Ports {
  private final Settings settings;

  Ports(Settings settings) {
    this.settings = settings;
  }

  /**
   * Replaces port 0 by a free port and refuses one that is taken.
   *
   * @throws StartFailure if a port is in use or the address is not one of this machine
   */
  void claim(String setting) {
    InetAddress address = address();
    int port = settings.port(setting);
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      settings.set(setting, Integer.toString(socket.getLocalPort()));
    } catch (IOException refused) {
      throw new StartFailure(explain(setting, port, refused), refused);
    }
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(settings.bind());
    } catch (UnknownHostException unknown) {
      throw new StartFailure(
          "pepper.bind is \"" + settings.bind() + "\", which is no address of this machine",
          unknown);
    }
  }

  private String explain(String setting, int port, IOException refused) {
    String reason = String.valueOf(refused.getMessage());
    if (reason.contains("assign requested address")) {
      return "pepper.bind is \"" + settings.bind() + "\", which is no address of this machine";
    }
    if (reason.contains("Permission denied")) {
      return "port " + port + " needs root: set " + setting + " to a port above 1023";
    }
    return "port "
        + port
        + " on "
        + settings.bind()
        + " is in use: stop what uses it, or set "
        + setting
        + " (environment "
        + setting.toUpperCase(java.util.Locale.ROOT).replace('.', '_')
        + ") to another port";
  }
}
