package io.pepper.web.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.ssl.SSLBaseFilter;

/**
 * The server's HTTP ports, found by the names of the server's own types, since no public library
 * has them.
 */
final class ServerListeners {
  private static final String SERVICES = "org.glassfish.internal.api.Globals";
  private static final String DISPATCHER = "org.glassfish.api.container.RequestDispatcher";
  private static final String CONFIGURATION = "com.sun.enterprise.config.serverbeans.Config";
  private static final String NETWORK = "org.glassfish.grizzly.config.dom.NetworkConfig";
  private static final String LISTENERS = "org.glassfish.grizzly.config.dom.NetworkListeners";
  private static final String LISTENER = "org.glassfish.grizzly.config.dom.NetworkListener";
  private static final String RUNNING = "org.glassfish.grizzly.config.GenericGrizzlyListener";

  /** The name of the configuration which the server runs by, of several. */
  private static final String THIS_SERVER = "default-instance-name";

  /** The name of the listener of the server's administration, where no application is served. */
  private static final String ADMINISTRATION = "admin-listener";

  private ServerListeners() {}

  /**
   * Returns the filter chains of all listeners that serve applications, by the name of the
   * listener.
   *
   * @throws ReflectiveOperationException if this server has no such types
   */
  static Map<String, FilterChain> chains() throws ReflectiveOperationException {
    Map<String, FilterChain> chains = new LinkedHashMap<>();
    transports()
        .forEach((name, transport) -> {
          if (transport.getProcessor() instanceof FilterChain chain) {
            chains.put(name, chain);
          }
        });
    return chains;
  }

  /**
   * Returns the first port that serves applications without TLS.
   *
   * @throws ReflectiveOperationException if this server has no such types, or no such port
   */
  static TCPNIOTransport plain() throws ReflectiveOperationException {
    return transports().values().stream()
        .filter(transport ->
            transport.getProcessor() instanceof FilterChain chain
                && chain.indexOfType(HttpServerFilter.class) >= 0
                && chain.indexOfType(SSLBaseFilter.class) < 0)
        .filter(TCPNIOTransport.class::isInstance)
        .map(TCPNIOTransport.class::cast)
        .findFirst()
        .orElseThrow(() -> new NoSuchFieldException("an HTTP port without TLS"));
  }

  private static Map<String, Transport> transports() throws ReflectiveOperationException {
    Object dispatcher = type(SERVICES).getMethod("get", Class.class).invoke(null, type(DISPATCHER));
    Map<String, Transport> transports = new LinkedHashMap<>();
    for (Object listener : configured(dispatcher)) {
      String name = (String) type(LISTENER).getMethod("getName").invoke(listener);
      Object proxy =
          dispatcher
              .getClass()
              .getMethod("lookupNetworkProxy", type(LISTENER))
              .invoke(dispatcher, listener);
      if (proxy != null && !name.equals(ADMINISTRATION)) {
        addTransport(proxy, transports, name);
      }
    }
    return transports;
  }

  private static List<?> configured(Object dispatcher) throws ReflectiveOperationException {
    Method locator = type(SERVICES).getMethod("getDefaultHabitat");
    Object configuration =
        locator
            .getReturnType()
            .getMethod("getService", Class.class, String.class, Annotation[].class)
            .invoke(locator.invoke(null), type(CONFIGURATION), THIS_SERVER, new Annotation[0]);
    Object network = type(CONFIGURATION).getMethod("getNetworkConfig").invoke(configuration);
    Object listeners = type(NETWORK).getMethod("getNetworkListeners").invoke(network);
    return (List<?>) type(LISTENERS).getMethod("getNetworkListener").invoke(listeners);
  }

  /**
   * Adds the listener's port. Ports that find out the protocol themselves have chains within their
   * chain and are left out.
   */
  private static void addTransport(Object proxy, Map<String, Transport> transports, String name)
      throws ReflectiveOperationException {
    Object running = running(proxy);
    if (type(RUNNING).isInstance(running)) {
      transports.put(name, (Transport) type(RUNNING).getMethod("getTransport").invoke(running));
    }
  }

  private static Object running(Object proxy) throws ReflectiveOperationException {
    try {
      return proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
    } catch (NoSuchMethodException e) {
      // A listener of another kind, such as one that starts a service when it is called.
      return null;
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, false, HttpHandler.class.getClassLoader());
  }

  /** Returns the failure without the wrapping of reflection. */
  static Throwable cause(Throwable e) {
    return e instanceof InvocationTargetException ? e.getCause() : e;
  }
}
