package io.pepper.web.discovery.call;

import io.pepper.discovery.AppToken;
import io.pepper.discovery.TrustedCallers;
import io.pepper.discovery.instance.AppKey;
import io.pepper.web.discovery.http.CallRefusedException;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.http.ForwardedHeaders;
import io.pepper.web.login.Browsers;
import io.pepper.web.login.Callers;
import java.util.List;
import java.util.Optional;

/**
 * The check of callers. Only the network counts, the application's token or, for reads, a login.
 * What a browser sends on behalf of a page may come from a trusted network and still not be meant:
 * it changes nothing.
 */
public final class CallAuthorization {
  private static final String BEARER = "Bearer ";

  private final TrustedCallers trusted;
  private final Callers callers;

  public CallAuthorization(TrustedCallers trusted, Callers callers) {
    this.trusted = trusted;
    this.callers = callers;
  }

  /**
   * @throws CallRefusedException if the caller may not change the application
   */
  void checkWrite(HttpExchange exchange, AppKey app) {
    boolean isTrusted = !Browsers.sent(exchange::header) && isInTrustedNetwork(exchange);
    if (!isTrusted && !holdsToken(exchange, app)) {
      throw refused(exchange);
    }
  }

  /**
   * @throws CallRefusedException if the caller may not read all of the applications
   */
  void checkRead(HttpExchange exchange, List<AppKey> apps) {
    if (!mayReadAll(exchange)
        && !apps.stream()
            .filter(app -> !ServingNodes.isMeant(app))
            .allMatch(app -> holdsToken(exchange, app))) {
      throw refused(exchange);
    }
  }

  /**
   * @throws CallRefusedException if the caller may not read everything
   */
  void checkReadAll(HttpExchange exchange) {
    if (!mayReadAll(exchange)) {
      throw refused(exchange);
    }
  }

  private boolean mayReadAll(HttpExchange exchange) {
    return isInTrustedNetwork(exchange) || isLoggedIn(exchange);
  }

  private boolean isInTrustedNetwork(HttpExchange exchange) {
    return !ForwardedHeaders.hideTheCaller(exchange::header)
        && trusted.isTrusted(exchange.address());
  }

  private boolean isLoggedIn(HttpExchange exchange) {
    String header = exchange.header("Authorization");
    return header != null && callers.isKnown(header, exchange.address());
  }

  private boolean holdsToken(HttpExchange exchange, AppKey app) {
    return token(exchange).filter(token -> trusted.isTokenOf(app, token)).isPresent();
  }

  private static Optional<String> token(HttpExchange exchange) {
    String header = exchange.header("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip()).filter(AppToken::isOne)
        : Optional.empty();
  }

  private static CallRefusedException refused(HttpExchange exchange) {
    String remedy = TrustedCallers.remedy(exchange.address());
    return new CallRefusedException(
        ForwardedHeaders.hideTheCaller(exchange::header)
            ? "a proxy at " + exchange.address() + " hides the caller: " + ForwardedHeaders.REMEDY
            : remedy);
  }
}
