package io.pepper.discovery;

import io.pepper.discovery.cluster.liveness.NodeTerms;
import io.pepper.discovery.cluster.liveness.NodeTerms.ProtectionTerms;
import io.pepper.discovery.instance.Address;
import io.pepper.settings.HostName;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** The settings of this node's part in discovery. */
final class NodeSettings {
  private static final int MAX_INSTANCES = 10_000_000;
  private static final Duration MIN_LEASE = Duration.ofSeconds(2);
  private static final Duration MAX_LEASE = Duration.ofMinutes(5);

  private NodeSettings() {}

  /**
   * @throws InvalidSettingException if one cannot work
   */
  static NodeTerms of(Settings settings) {
    return new NodeTerms(
        new DiscoveryNode(
            settings.node(),
            settings.text("pepper.discovery.region").orElse("region01"),
            settings.text("pepper.discovery.zone").orElse("zone01"),
            address(settings)),
        HostName.asNodeId() + ":" + settings.data(),
        settings.integer(
            "pepper.discovery.instances", NodeTerms.DEFAULT_INSTANCES, 1, MAX_INSTANCES),
        lease(settings),
        protection(settings));
  }

  private static Duration lease(Settings settings) {
    Duration lease = settings.duration("pepper.discovery.lease", NodeTerms.DEFAULT_TIME_TO_LIVE);
    if (lease.compareTo(MIN_LEASE) < 0 || lease.compareTo(MAX_LEASE) > 0) {
      throw new InvalidSettingException(
          "pepper.discovery.lease", lease.toString(), "a time from 2s to 5m");
    }
    return lease;
  }

  private static ProtectionTerms protection(Settings settings) {
    ProtectionTerms usual = ProtectionTerms.DEFAULT;
    return new ProtectionTerms(
        settings.flag("pepper.discovery.protect", usual.enabled()),
        settings.integer("pepper.discovery.protect.percent", usual.percent(), 1, 100),
        settings.duration("pepper.discovery.protect.longest", usual.longest()));
  }

  private static String address(Settings settings) {
    return settings
        .text("pepper.discovery.advertise")
        .map(NodeSettings::checked)
        .orElseGet(() -> "http://" + host(settings.bind()) + ":" + settings.httpPort());
  }

  private static String checked(String address) {
    try {
      if (address.matches("https?://[^/?#@]+")) {
        return Address.checked(address);
      }
    } catch (IllegalArgumentException e) {
      // Said below, in the words of a setting.
    }
    throw new InvalidSettingException(
        "pepper.discovery.advertise", address, "an address such as http://10.0.0.7:8080");
  }

  /** Returns the host at which other nodes reach what listens at a bind address. */
  private static String host(String bind) {
    try {
      InetAddress bound = InetAddress.getByName(bind);
      InetAddress reached = bound.isAnyLocalAddress() ? InetAddress.getLocalHost() : bound;
      String host = reached.getHostAddress();
      return host.contains(":") ? "[" + host + "]" : host;
    } catch (UnknownHostException e) {
      return bind;
    }
  }
}
