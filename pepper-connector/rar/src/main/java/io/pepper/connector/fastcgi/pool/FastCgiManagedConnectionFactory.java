package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.AdapterLifetime;
import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Endpoint;
import io.pepper.connector.fastcgi.FastCgiClient;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * The factory by which the container gets the FastCGI client as a connection factory. The client
 * pools by itself (see {@link PooledFastCgiClient}), so the container never holds a managed
 * connection. Called by the container's threads.
 */
@ConnectionDefinition(
    connectionFactory = FastCgiClient.class,
    connectionFactoryImpl = PooledFastCgiClient.class,
    connection = FastCgiClient.class,
    connectionImpl = PooledFastCgiClient.class)
public class FastCgiManagedConnectionFactory
    implements ManagedConnectionFactory, ResourceAdapterAssociation {
  private static final long serialVersionUID = 1L;

  private transient ResourceAdapter adapter;
  private transient PooledFastCgiClient client;
  private transient PrintWriter logWriter;

  /** Returns the same client each time: its pools are worth sharing. */
  @Override
  public synchronized Object createConnectionFactory() {
    if (client == null) {
      client = new PooledFastCgiClient(PooledFastCgiClient.DEFAULT_BODY_LIMIT, maxChildren());
      if (adapter instanceof AdapterLifetime lifetime) {
        lifetime.onStop(client::close);
      }
    }
    return client;
  }

  /**
   * Returns the setting; a wrong one is reported here, as the container says only that the lookup
   * failed.
   */
  private static int maxChildren() {
    try {
      return (int)
          AdapterSettings.ofThisProcess()
              .number("pepper.fastcgi.max-children", 100_000, 1, 100_000);
    } catch (IllegalArgumentException e) {
      Endpoint.report(e.getMessage());
      throw e;
    }
  }

  @Override
  public Object createConnectionFactory(ConnectionManager connectionManager) {
    return createConnectionFactory();
  }

  @Override
  public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info)
      throws ResourceException {
    throw new NotSupportedException("the FastCGI client keeps its connections itself");
  }

  @Override
  @SuppressWarnings("rawtypes")
  public ManagedConnection matchManagedConnections(
      Set connections, Subject subject, ConnectionRequestInfo info) {
    return null;
  }

  @Override
  public synchronized ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public synchronized void setResourceAdapter(ResourceAdapter adapter) {
    this.adapter = adapter;
  }

  @Override
  public synchronized PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public synchronized void setLogWriter(PrintWriter logWriter) {
    this.logWriter = logWriter;
  }

  /**
   * Returns whether the other is a factory of this class: there is nothing to configure, so all are
   * equal.
   */
  @Override
  public boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public int hashCode() {
    return getClass().hashCode();
  }
}
