package io.pepper.web.http;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Networks;
import io.pepper.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.Header;

/**
 * The proxies whose word counts on who calls, and by which address. What they say is written into
 * the request itself, before anything of the server sees it: so the caller's address, scheme, host
 * and port are right for logins, audit, cookies and links alike. The headers of others are left as
 * they are and change nothing. Safe for any number of threads.
 */
final class TrustedProxies {
  static final String SETTING = "pepper.trusted-proxies";
  static final String HEADER_SETTING = "pepper.trusted-proxies.header";

  private static final Logger LOG = System.getLogger(TrustedProxies.class.getName());
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final Networks networks;
  private final String header;
  private final AtomicBoolean isStrangerLogged = new AtomicBoolean();
  private final AtomicBoolean isConflictLogged = new AtomicBoolean();

  private TrustedProxies(Networks networks, String header) {
    this.networks = networks;
    this.header = header;
  }

  /**
   * Reads the settings.
   *
   * @throws InvalidSettingException if they name no networks, or no header
   */
  static TrustedProxies of(Settings settings) {
    String header = settings.text(HEADER_SETTING).orElse("any");
    if (!List.of("any", "forwarded", "x-forwarded").contains(header)) {
      throw new InvalidSettingException(HEADER_SETTING, header, "any, forwarded or x-forwarded");
    }
    return new TrustedProxies(Networks.of(settings, SETTING), header);
  }

  /** Writes into the request what a trusted proxy says of it; done once, it does nothing more. */
  void apply(HttpRequestPacket request) {
    if (ForwardedHeaders.NAMES.stream().noneMatch(request::containsHeader)) {
      return;
    }
    if (!(request.getConnection().getPeerAddress() instanceof InetSocketAddress peer)) {
      return;
    }
    String address = peer.getAddress().getHostAddress();
    if (networks.containing(address).isEmpty()) {
      logStranger(address);
      return;
    }
    List<Hop> said = hopsInForce(request);
    Hop first = outermost(said);
    write(request, first);
    if (first.isClientKnown() && isUncontradicted(request, first)) {
      ForwardedHeaders.NAMES.forEach(name -> request.getHeaders().removeHeader(name));
    }
  }

  /** Returns the way by the header that counts. */
  private List<Hop> hopsInForce(HttpRequestPacket request) {
    boolean isListed = request.containsHeader(ForwardedHeaders.FOR);
    boolean isStandard = request.containsHeader(ForwardedHeaders.FORWARDED);
    return switch (header) {
      case "forwarded" -> standard(request);
      case "x-forwarded" -> listed(request);
      default -> isStandard && !isListed ? standard(request) : listed(request);
    };
  }

  private static List<Hop> standard(HttpRequestPacket request) {
    return HopReader.ofForwarded(values(request, ForwardedHeaders.FORWARDED));
  }

  private static List<Hop> listed(HttpRequestPacket request) {
    return HopReader.ofLists(
        values(request, ForwardedHeaders.FOR),
        values(request, ForwardedHeaders.PROTO),
        values(request, ForwardedHeaders.HOST),
        values(request, ForwardedHeaders.PORT));
  }

  /**
   * Returns whether the other header, if it is there and counts too, names the same caller. A proxy
   * writes one of the two and may let the other one pass, whoever wrote it.
   */
  private boolean isUncontradicted(HttpRequestPacket request, Hop first) {
    boolean isBoth =
        header.equals("any")
            && request.containsHeader(ForwardedHeaders.FOR)
            && request.containsHeader(ForwardedHeaders.FORWARDED);
    if (!isBoth || outermost(standard(request)).client().equals(first.client())) {
      return true;
    }
    if (!isConflictLogged.getAndSet(true)) {
      LOG.log(
          Level.WARNING,
          "a trusted proxy sent {0} and {1} that name different callers: say by {2} which of the two"
              + " it writes (x-forwarded or forwarded). Such a caller counts as in no trusted"
              + " network; logged once",
          ForwardedHeaders.FOR,
          ForwardedHeaders.FORWARDED,
          HEADER_SETTING);
    }
    return false;
  }

  /**
   * Returns the step at which the request came to the first of the trusted proxies: from the last
   * caller that is no trusted proxy, or else from the first of all.
   */
  private Hop outermost(List<Hop> hops) {
    for (int step = hops.size() - 1; step > 0; step--) {
      if (networks.containing(hops.get(step).client()).isEmpty()) {
        return hops.get(step);
      }
    }
    return hops.isEmpty() ? Hop.UNKNOWN : hops.getFirst();
  }

  private static void write(HttpRequestPacket request, Hop hop) {
    if (hop.isClientKnown()) {
      request.remoteAddr().setString(hop.client());
    }
    if (!hop.scheme().isEmpty()) {
      request.setSecure(hop.scheme().equals(HTTPS));
    }
    if (!hop.scheme().isEmpty() || !hop.host().isEmpty() || hop.port() > 0) {
      writeHost(request, hop);
    }
  }

  /** The header is replaced too: the server reads the port, and we the origin, from there. */
  private static void writeHost(HttpRequestPacket request, Hop hop) {
    String host = hop.host();
    int port = hop.port();
    try {
      DataChunk asked = request.serverName();
      boolean isKept = host.isEmpty();
      host = isKept ? asked.toString() : host;
      if (port == 0 && isKept && hasPort(request.getHeader(Header.Host))) {
        port = request.getServerPort();
      }
    } catch (IllegalStateException e) {
      // The header Host cannot be read. The server will say so.
      return;
    }
    int usual = request.isSecure() ? HTTPS_PORT : HTTP_PORT;
    port = port == 0 ? usual : port;
    request.setHeader(Header.Host, port == usual ? host : host + ":" + port);
    request.serverName().setString(host);
    request.setServerPort(port);
  }

  private static boolean hasPort(String host) {
    return host != null && host.matches(".*[^:\\]]:\\d+|\\[.*]:\\d+");
  }

  private void logStranger(String address) {
    if (!isStrangerLogged.getAndSet(true)) {
      LOG.log(
          Level.WARNING,
          "{0} forwards requests but is no trusted proxy, so what it says of its callers is ignored;"
              + " if it is a proxy of yours, let {1} list it; logged once",
          address,
          SETTING);
    }
  }

  private static List<String> values(HttpRequestPacket request, String name) {
    return StreamSupport.stream(request.getHeaders().values(name).spliterator(), false).toList();
  }
}
