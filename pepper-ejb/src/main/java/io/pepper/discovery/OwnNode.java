package io.pepper.discovery;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** This node, and nobody else. */
@ApplicationScoped
public class OwnNode implements Nodes {
  static final String ADVERTISE = "pepper.discovery.advertise";

  @Inject Settings settings;
  @Inject Clock clock;

  private NodeList list;

  @PostConstruct
  void read() {
    try {
      Instant now = clock.instant();
      long since = now.getEpochSecond() * 1_000_000_000L + now.getNano();
      list =
          new NodeList(
              since,
              List.of(
                  new DiscoveryNode(
                      settings.node(),
                      settings.text("pepper.discovery.region").orElse("region01"),
                      settings.text("pepper.discovery.zone").orElse("zone01"),
                      address(),
                      since)));
    } catch (InvalidSettingException e) {
      StartFailure.report(e);
      throw e;
    }
  }

  void start(@Observes Startup event) {
    // To be told is enough: a wrong setting is then found at the start.
  }

  private URI address() {
    String text =
        settings
            .text(ADVERTISE)
            .orElseGet(() -> "http://" + reachable(settings.bind()) + ":" + settings.httpPort());
    try {
      URI address = URI.create(text);
      if ("http".equals(address.getScheme())
          && address.getHost() != null
          && address.getPort() > 0
          && address.getPath().isEmpty()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new InvalidSettingException(
        ADVERTISE, text, "an address such as http://10.0.0.7:8080 that clients reach this node by");
  }

  /** Clients cannot connect to "every address". */
  private static String reachable(String bind) {
    try {
      InetAddress address = InetAddress.getByName(bind);
      String host =
          (address.isAnyLocalAddress() ? InetAddress.getLocalHost() : address).getHostAddress();
      return host.contains(":") ? "[" + host + "]" : host;
    } catch (UnknownHostException e) {
      return bind;
    }
  }

  @Override
  public NodeList now() {
    return list;
  }

  @Override
  public Registry.Subscription subscribe(Runnable listener) {
    return () -> {};
  }
}
