package io.pepper.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this host, in the characters that a node id may have. */
public final class HostName {
  private HostName() {}

  public static String asNodeId() {
    String clean = read().replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[.-]+", "");
    return clean.isEmpty() ? "node" : clean.substring(0, Math.min(clean.length(), 100));
  }

  private static String read() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A host that cannot look itself up puts its own name before the colon.
      return e.getMessage().split(":", 2)[0];
    }
  }
}
