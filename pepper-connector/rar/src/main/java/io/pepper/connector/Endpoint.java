package io.pepper.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * One message-driven bean and the server that feeds it.
 *
 * <p>The port is taken on the container's thread, so that a port in use fails the deployment.
 * Clients that come before the bean can be asked wait for it.
 */
public final class Endpoint<B, T> implements AutoCloseable {
  /** System property: one line for the operator, when the start failed. */
  public static final String FAILURE = "pepper.start.failure";

  private static final Logger LOG = System.getLogger(Endpoint.class.getName());

  private final Protocol<B, T> protocol;
  private final ActivatedBean bean;
  private final Front<T> front;
  private final String address;

  private Endpoint(
      Protocol<B, T> protocol, MessageEndpointFactory factory, Front<T> front, String address) {
    this.protocol = protocol;
    this.bean = new ActivatedBean(factory);
    this.front = front;
    this.address = address;
  }

  /**
   * Takes the port and begins to wait for the deployment.
   *
   * @throws ResourceException if a setting cannot be or the port is not to be had
   */
  public static <B, T> Endpoint<B, T> open(
      MessageEndpointFactory factory, AdapterSettings settings, Protocol<B, T> protocol)
      throws ResourceException {
    try {
      String host = settings.text("pepper.bind", "127.0.0.1");
      int port = (int) settings.number(protocol.portSetting(), protocol.port(), 0, 65_535);
      Front<T> front = protocol.front().apply(settings);
      String address = host + ":" + bind(front, host, port, protocol);
      Endpoint<B, T> endpoint = new Endpoint<>(protocol, factory, front, address);
      ActivatedBean.onItsOwnThread("pepper-" + protocol.name() + "-start", endpoint::serve);
      return endpoint;
    } catch (IllegalArgumentException e) {
      throw failure(e.getMessage(), e);
    }
  }

  private static int bind(Front<?> front, String host, int port, Protocol<?, ?> protocol)
      throws ResourceException {
    try {
      return front.bind(host, port);
    } catch (IOException e) {
      front.close();
      throw failure(
          "cannot listen for %s on %s port %d: %s; change %s (or pepper.bind)"
              .formatted(protocol.clients(), host, port, reason(e), protocol.portSetting()),
          e);
    }
  }

  private static String reason(IOException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  private static ResourceException failure(String line, Exception cause) {
    report(line);
    return new ResourceException(line, cause);
  }

  /** Reports why the start failed, unless the application did: the first failure is the cause. */
  public static void report(String line) {
    System.getProperties().putIfAbsent(FAILURE, line);
  }

  private void serve() {
    try {
      front.serve(bean.ask(protocol.listener(), protocol.answers()));
      System.setProperty(protocol.listening(), address);
      LOG.log(Level.INFO, "listening for {0} on {1}", protocol.clients(), address);
    } catch (ResourceException | RuntimeException e) {
      // Edge: whatever keeps the application from serving closes the port and is reported.
      String line = "nothing answers " + protocol.clients() + ": " + e.getMessage();
      report(line);
      LOG.log(Level.ERROR, line + ", closing " + address, e);
      front.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      front.close();
    }
  }

  /** Ends it, on a container thread; answers under way may take some seconds to finish. */
  @Override
  public void close() {
    bean.close();
    System.clearProperty(protocol.listening());
    front.close();
  }
}
