package io.pepper.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The names of hosts: of this one as a node id, and those in addresses. */
public final class HostName {
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  private HostName() {}

  /** Returns the name of this host, in the characters that a node id may have. */
  public static String asNodeId() {
    String clean = read().replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[.-]+", "");
    return clean.isEmpty() ? "node" : clean.substring(0, Math.min(clean.length(), 100));
  }

  /** Returns whether the host of an address is this machine, by its name alone. */
  public static boolean isThisMachine(String host) {
    return host.equalsIgnoreCase("localhost")
        || LOOPBACK.matcher(host).matches()
        || host.equals("[::1]");
  }

  /** Returns the host of an address as other interfaces than addresses write it. */
  public static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
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
