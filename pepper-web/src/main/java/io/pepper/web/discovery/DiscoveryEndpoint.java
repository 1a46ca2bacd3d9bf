package io.pepper.web.discovery;

import io.pepper.discovery.Discovery;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import org.glassfish.grizzly.http.server.HttpHandler;

/**
 * The entrance at {@code /discovery/} on the server's HTTP port, apart from the Servlet container:
 * a heartbeat has no use for sessions, security modules and request scopes, which cost three times
 * what it does. The server's registration of such handlers is found by name, since no public
 * library has it.
 */
@ApplicationScoped
class DiscoveryEndpoint {
  static final String ROOT = "/discovery";

  private static final Logger LOG = System.getLogger(DiscoveryEndpoint.class.getName());

  private static final String SERVICES = "org.glassfish.internal.api.Globals";
  private static final String DISPATCHER = "org.glassfish.api.container.RequestDispatcher";
  private static final String CONTAINER = "org.glassfish.api.deployment.ApplicationContainer";

  @Inject private DiscoveryApi service;
  @Inject private Discovery discovery;

  private Object dispatcher;

  void open(@Observes Startup event) {
    try {
      dispatcher = server(SERVICES).getMethod("get", Class.class).invoke(null, server(DISPATCHER));
      server(DISPATCHER)
          .getMethod("registerEndpoint", String.class, HttpHandler.class, server(CONTAINER))
          .invoke(dispatcher, ROOT, new DiscoveryHandler(service), null);
      discovery.reachable();
    } catch (ReflectiveOperationException e) {
      throw unsupported(e);
    }
  }

  private static Class<?> server(String name) throws ClassNotFoundException {
    return Class.forName(name, false, HttpHandler.class.getClassLoader());
  }

  private static IllegalStateException unsupported(ReflectiveOperationException e) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    IllegalStateException unsupported =
        new IllegalStateException(
            "this server does not let %s be opened (%s): run Pepper on Payara Server or Micro 6"
                .formatted(ROOT, cause),
            cause);
    StartFailure.report(unsupported.getMessage());
    return unsupported;
  }

  @PreDestroy
  void close() {
    if (dispatcher == null) {
      return;
    }
    try {
      server(DISPATCHER).getMethod("unregisterEndpoint", String.class).invoke(dispatcher, ROOT);
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, ROOT + " stays open until the server stops", e);
    }
  }
}
