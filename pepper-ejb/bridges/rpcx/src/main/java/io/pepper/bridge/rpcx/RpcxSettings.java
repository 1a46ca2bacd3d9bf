package io.pepper.bridge.rpcx;

import io.pepper.discovery.instance.AppKey;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the exchange with rpcx.
 *
 * @param environments by base path, as rpcx programs write it
 * @param etcd URLs of the etcd that they use
 * @param schemes of the addresses that they can call
 * @param zone of their servers here
 * @param term after which another node may take over from the one that exchanges
 * @param lease how long leaves outlive the node that published them: much longer, so that the node
 *     elected next has taken them over by then
 * @param cluster name on the leaves that this cluster publishes
 */
record RpcxSettings(
    Map<String, String> environments,
    List<String> etcd,
    Set<String> schemes,
    String zone,
    String cluster,
    Duration term,
    Duration lease) {
  private static final String BASES = "pepper.discovery.rpcx";
  private static final String ETCD = BASES + ".etcd";
  private static final Duration TERM = Duration.ofSeconds(10);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final String URLS = "http://[^,]+(,http://[^,]+)*";
  private static final String OWN_ETCD = "etcd:";

  /**
   * Reads the settings; empty if nothing is shared.
   *
   * @throws InvalidSettingException naming the setting that cannot work
   */
  static Optional<RpcxSettings> from(Settings settings) {
    return settings
        .text(BASES)
        .map(bases ->
            new RpcxSettings(
                environments(bases),
                etcd(settings),
                Set.of(settings.text(BASES + ".schemes").orElse("rpcx,tcp").split("\\s*,\\s*")),
                settings.text(BASES + ".zone").orElse("rpcx"),
                settings.text(BASES + ".cluster").orElse("pepper"),
                TERM,
                LEASE));
  }

  private static Map<String, String> environments(String bases) {
    Map<String, String> environments = new LinkedHashMap<>();
    for (String each : bases.split("\\s*,\\s*")) {
      int equals = each.lastIndexOf('=');
      String base = each.substring(0, Math.max(0, equals));
      String environment = each.substring(equals + 1);
      boolean taken =
          environments.containsValue(environment)
              || environments.keySet().stream().anyMatch(other -> isInside(base, other));
      if (base.isBlank() || base.endsWith("/") || environment.isBlank() || taken) {
        throw new InvalidSettingException(
            BASES,
            bases,
            "base paths of rpcx as its programs write them, each with an environment of its own,"
                + " such as /rpcx_test=prod, and none inside another");
      }
      environments.put(base, new AppKey(environment, "any").environment());
    }
    return environments;
  }

  private static boolean isInside(String one, String other) {
    return (one + "/").startsWith(other + "/") || (other + "/").startsWith(one + "/");
  }

  private static List<String> etcd(Settings settings) {
    String ours = settings.coordination();
    String urls =
        settings
            .text(ETCD)
            .orElse(ours.startsWith(OWN_ETCD) ? ours.substring(OWN_ETCD.length()) : "");
    if (!urls.matches(URLS)) {
      throw new InvalidSettingException(
          ETCD, urls, "where rpcx keeps its servers: http://host:2379[,http://...]");
    }
    return List.of(urls.split(","));
  }
}
