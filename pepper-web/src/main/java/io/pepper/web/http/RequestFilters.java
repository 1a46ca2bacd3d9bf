package io.pepper.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.server.FileCacheFilter;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.ssl.SSLBaseFilter;

/**
 * The filters in the server's HTTP ports, put in at the start and taken out at the end. Each takes
 * the place of a filter and calls that one itself: the chain is in use at that time, and its
 * requests know their places in it by number.
 */
@ApplicationScoped
class RequestFilters {
  private static final Logger LOG = System.getLogger(RequestFilters.class.getName());
  private static final int BEFORE_ANYTHING_IS_SERVED = 1;

  private final Map<FilterChain, RequestFilter> installed = new LinkedHashMap<>();

  @Inject private Settings settings;

  /** The lookup of a server's ports; the server may be another than the one this was made for. */
  interface ListenerLookup {
    Map<String, FilterChain> chains() throws ReflectiveOperationException;
  }

  void install(@Observes @Priority(BEFORE_ANYTHING_IS_SERVED) Startup event) {
    RequestRules rules = StartFailure.guard(() -> RequestRules.of(settings));
    install(ServerListeners::chains, rules);
  }

  /** Installs the filters. If the server is not as expected, Pepper starts without them. */
  void install(ListenerLookup ports, RequestRules rules) {
    try {
      ports.chains().forEach((listener, chain) -> install(listener, chain, rules));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Edge: types of a server that is not as expected fail in any way; Pepper starts anyway.
      LOG.log(
          Level.WARNING,
          "this server does not let requests be filtered ({0}): it may answer paths that it cannot"
              + " read with an empty 200, polls of clients that speak HTTP/2 may be lost, and"
              + " pepper.trusted-proxies has no effect;"
              + " run it on the Payara Server that the documentation names, or turn HTTP/2 off at"
              + " its HTTP listeners (http2-enabled=false)",
          ServerListeners.cause(e).toString());
    }
  }

  private void install(String listener, FilterChain chain, RequestRules rules) {
    int codec = chain.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class);
    int place = isSecure(chain) ? chain.indexOfType(FileCacheFilter.class) : codec + 1;
    if (codec < 0 || place <= codec || place >= chain.size()) {
      LOG.log(Level.INFO, "requests of {0} are not filtered: it is no plain HTTP port", listener);
      return;
    }
    Optional<HttpHandler> handler = handler(chain);
    RequestFilter filter =
        new RequestFilter(
            chain.get(place),
            handler.map(HttpHandler::isAllowEncodedSlash).orElse(false),
            handler.map(HttpHandler::getRequestURIEncoding).orElse(UTF_8),
            rules,
            !isSecure(chain));
    chain.set(place, filter);
    installed.put(chain, filter);
  }

  /**
   * Returns whether the port has TLS. With it, clients and server agree on HTTP/2 before; the
   * server's filter must then stay as it is.
   */
  private static boolean isSecure(FilterChain chain) {
    return chain.indexOfType(SSLBaseFilter.class) >= 0;
  }

  private static Optional<HttpHandler> handler(FilterChain chain) {
    int last = chain.indexOfType(HttpServerFilter.class);
    return last >= 0 && chain.get(last) instanceof HttpServerFilter server
        ? Optional.ofNullable(server.getHttpHandler())
        : Optional.empty();
  }

  @PreDestroy
  void remove() {
    installed.forEach((chain, filter) -> {
      int place = chain.indexOf(filter);
      if (place >= 0) {
        chain.set(place, filter.next());
      }
    });
    installed.clear();
  }
}
