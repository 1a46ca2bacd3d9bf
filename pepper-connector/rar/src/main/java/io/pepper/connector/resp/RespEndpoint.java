package io.pepper.connector.resp;

import io.pepper.connector.ActivatedBean;
import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Endpoint;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;

/**
 * One message-driven bean and the server that feeds it.
 *
 * <p>The port is reserved on the container's thread, so that a port in use fails the deployment.
 */
final class RespEndpoint implements Endpoint {
  /** System property: {@code host:port}, once clients are served. */
  static final String LISTENING = "pepper.resp.listening";

  private static final System.Logger LOG = System.getLogger(RespEndpoint.class.getName());
  private static final String PORT = "pepper.resp.port";

  private final ActivatedBean bean;
  private final RespServer server;
  private final String address;

  private RespEndpoint(MessageEndpointFactory factory, RespServer server, String address) {
    bean = new ActivatedBean(factory);
    this.server = server;
    this.address = address;
  }

  /** Reserves the port and begins to wait for the deployment. */
  static RespEndpoint open(MessageEndpointFactory factory, AdapterSettings settings)
      throws ResourceException {
    try {
      String host = settings.text("pepper.bind", "127.0.0.1");
      int port = (int) settings.number(PORT, 12017, 0, 65_535);
      RespServer server = new RespServer(RespLimits.from(settings), Encryption.from(settings));
      RespEndpoint endpoint = new RespEndpoint(factory, server, bind(server, host, port));
      ActivatedBean.onItsOwnThread("pepper-resp-start", endpoint::serve);
      return endpoint;
    } catch (IllegalArgumentException e) {
      throw failure(e.getMessage(), e);
    }
  }

  private static String bind(RespServer server, String host, int port) throws ResourceException {
    try {
      InetSocketAddress bound = server.bind(host, port);
      return host + ":" + bound.getPort();
    } catch (IOException e) {
      throw failure(
          "cannot listen for Redis clients on %s port %d: %s; change %s (or pepper.bind)"
              .formatted(host, port, e.getMessage(), PORT),
          e);
    }
  }

  private static ResourceException failure(String line, Exception cause) {
    System.setProperty(FAILURE, line);
    return new ResourceException(line, cause);
  }

  private void serve() {
    try {
      server.start(bean.ask(RespListener.class, RespListener::handler));
      System.setProperty(LISTENING, address);
      LOG.log(Level.INFO, "listening for Redis clients on " + address);
    } catch (ResourceException | RuntimeException e) {
      System.setProperty(FAILURE, "no handler for Redis commands: " + e.getMessage());
      LOG.log(Level.ERROR, "no handler for Redis commands, closing " + address, e);
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.close();
    }
  }

  @Override
  public void close() {
    bean.close();
    System.clearProperty(LISTENING);
    server.close();
  }
}
