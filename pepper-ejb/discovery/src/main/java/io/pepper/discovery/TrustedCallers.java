package io.pepper.discovery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.discovery.instance.AppKey;
import io.pepper.settings.Networks;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rule for callers of the protocols that know no login: it lets in callers from a trusted
 * network, and callers that have the application's token. Safe for any number of threads; never
 * blocks.
 */
@ApplicationScoped
public class TrustedCallers {
  /** Setting that lists the trusted networks; {@code none} trusts no network. */
  public static final String SETTING = "pepper.discovery.allow";

  private static final Logger LOG = System.getLogger(TrustedCallers.class.getName());
  private static final String PRIVATE =
      "127.0.0.0/8, ::1, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7";

  @Inject Settings settings;
  @Inject Registry registry;

  private static final int MAX_REMEMBERED = 10_000;

  /** The verdicts by address: callers come again thousands of times a second. */
  private final Map<String, Boolean> decided = new ConcurrentHashMap<>();

  private Networks networks;

  @PostConstruct
  void read() {
    networks = StartFailure.guard(() -> Networks.of(settings, SETTING, PRIVATE));
    if (!networks.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "whoever reaches this node from {0} may register services without a login ({1})",
          networks,
          SETTING);
    }
  }

  void start(@Observes Startup event) {
    // Being created is enough: who may write is then logged at the start.
  }

  /**
   * Returns whether programs that call from an address may read and write everything.
   *
   * @param address an IP address
   */
  public boolean isTrusted(String address) {
    Boolean known = decided.get(address);
    if (known != null) {
      return known;
    }
    boolean isTrusted = networks.containing(address).isPresent();
    if (decided.size() < MAX_REMEMBERED) {
      decided.put(address, isTrusted);
    }
    return isTrusted;
  }

  /** Returns whether a token is that of an application. */
  public boolean isTokenOf(AppKey app, String token) {
    Optional<String> hash = registry.find(app).flatMap(each -> each.settings().tokenHash());
    return hash.isPresent()
        && MessageDigest.isEqual(
            hash.get().getBytes(US_ASCII), AppToken.hash(token).getBytes(US_ASCII));
  }

  /** Returns the text for a caller that is refused: what would let it in. */
  public static String remedy(String address) {
    return ("callers from %s must send Authorization: Bearer with the application's token;"
            + " otherwise have the setting %s list their network")
        .formatted(address, SETTING);
  }
}
