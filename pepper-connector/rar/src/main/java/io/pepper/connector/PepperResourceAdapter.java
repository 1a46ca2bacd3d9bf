package io.pepper.connector;

import jakarta.resource.NotSupportedException;
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
 * Owns the sockets of Pepper. Each message-driven bean that listens gets the {@link Endpoint} that
 * its {@link EndpointSpec} opens.
 */
@Connector(
    displayName = "Pepper connector",
    vendorName = "Pepper",
    eisType = "RESP, gRPC, gorpc, FastCGI")
public class PepperResourceAdapter implements ResourceAdapter, AdapterLifetime, Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Map<MessageEndpointFactory, Endpoint<?, ?>> endpoints =
      new ConcurrentHashMap<>();
  private final transient Queue<Runnable> stopActions = new ConcurrentLinkedQueue<>();

  @Override
  public void start(BootstrapContext context) {
    // Everything starts with the first endpoint.
  }

  @Override
  public void stop() {
    endpoints.values().forEach(Endpoint::close);
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
    if (!(spec instanceof EndpointSpec ours)) {
      throw new NotSupportedException("not an activation of this adapter: " + spec);
    }
    ours.open(factory).ifPresent(endpoint -> endpoints.put(factory, endpoint));
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    Endpoint<?, ?> endpoint = endpoints.remove(factory);
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
