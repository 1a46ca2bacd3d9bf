package io.pepper.connector.resp;

import io.pepper.connector.AdapterLifetime;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.transaction.xa.XAResource;

/**
 * Owns the sockets of Pepper. Each message-driven bean that listens for Redis commands gets a
 * {@link RespEndpoint}.
 */
@Connector(displayName = "Pepper connector", vendorName = "Pepper", eisType = "RESP, FastCGI")
public class RespResourceAdapter implements ResourceAdapter, AdapterLifetime, Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Map<MessageEndpointFactory, RespEndpoint> endpoints =
      new ConcurrentHashMap<>();
  private final transient Queue<Runnable> stopActions = new ConcurrentLinkedQueue<>();

  @Override
  public void start(BootstrapContext context) {
    // Everything starts with the first endpoint.
  }

  @Override
  public void stop() {
    endpoints.values().forEach(RespEndpoint::close);
    endpoints.clear();
    for (Runnable next = stopActions.poll(); next != null; next = stopActions.poll()) {
      next.run();
    }
  }

  @Override
  public void onStop(Runnable action) {
    stopActions.add(action);
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    endpoints.put(factory, RespEndpoint.open(factory, RespSettings.ofThisProcess()));
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    RespEndpoint endpoint = endpoints.remove(factory);
    if (endpoint != null) {
      endpoint.close();
    }
  }

  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
