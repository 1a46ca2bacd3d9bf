package io.pepper.web.http;

import io.pepper.settings.Settings;
import java.time.Duration;
import org.glassfish.grizzly.http.HttpRequestPacket;

/** The settings for every request of the HTTP ports. Safe for any number of threads. */
final class RequestRules {
  static final String STRICT_TRANSPORT = "pepper.https.hsts";

  private final TrustedProxies proxies;
  private final Duration strictTransport;

  private RequestRules(TrustedProxies proxies, Duration strictTransport) {
    this.proxies = proxies;
    this.strictTransport = strictTransport;
  }

  /**
   * Reads the settings.
   *
   * @throws io.pepper.settings.InvalidSettingException if one cannot work
   */
  static RequestRules of(Settings settings) {
    return new RequestRules(
        TrustedProxies.of(settings), settings.duration(STRICT_TRANSPORT, Duration.ZERO));
  }

  /** Completes a request that is about to be served, and its response. */
  void apply(HttpRequestPacket request) {
    proxies.apply(request);
    // Browsers keep to it for all ports of the host name: only who asks for it gets it.
    if (request.isSecure() && !strictTransport.isZero()) {
      request
          .getResponse()
          .setHeader("Strict-Transport-Security", "max-age=" + strictTransport.toSeconds());
    }
  }
}
