package io.pepper.config.sync;

import io.pepper.config.definition.DomainName;
import io.pepper.settings.Networks;
import io.pepper.settings.Settings;
import java.util.Map;

/**
 * The networks whose nodes receive configuration, since their protocols know no login. Safe for any
 * number of threads.
 */
public final class CallerNetworks {
  private static final String ALLOW = "pepper.config.allow";
  private static final String PRIVATE =
      "127.0.0.0/8, ::1, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7";

  private final Networks networks;

  /**
   * @throws io.pepper.settings.InvalidSettingException if {@code pepper.config.allow} lists no
   *     networks
   */
  public CallerNetworks(Settings settings) {
    networks = Networks.of(Settings.of(Map.of(ALLOW, settings.text(ALLOW).orElse(PRIVATE))), ALLOW);
  }

  /**
   * @throws CallerRefusedException if the caller's network is not listed
   */
  public void check(SyncCaller caller, DomainName domain) {
    if (networks.containing(caller.peer()).isEmpty()) {
      throw new CallerRefusedException(
          "nodes at %s receive no configuration, of %s or other domains: have the setting %s list their network"
              .formatted(caller.peer(), domain, ALLOW));
    }
  }
}
