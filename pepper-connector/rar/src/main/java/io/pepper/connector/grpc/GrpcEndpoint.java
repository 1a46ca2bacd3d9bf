package io.pepper.connector.grpc;

import io.pepper.connector.ActivatedBean;
import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Endpoint;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * One message-driven bean and the server that feeds it.
 *
 * <p>The port is taken on the container's thread, so that a port in use fails the deployment. Calls
 * that come before the bean can be asked wait for it.
 */
final class GrpcEndpoint implements Endpoint {
  /** System property: {@code host:port}, once clients are served. */
  static final String LISTENING = "pepper.grpc.listening";

  private static final System.Logger LOG = System.getLogger(GrpcEndpoint.class.getName());
  private static final String PORT = "pepper.grpc.port";

  private final ActivatedBean bean;
  private final GrpcServer server;
  private final String address;

  private GrpcEndpoint(MessageEndpointFactory factory, GrpcServer server, String address) {
    bean = new ActivatedBean(factory);
    this.server = server;
    this.address = address;
  }

  /** Takes the port and begins to wait for the deployment. */
  static GrpcEndpoint open(MessageEndpointFactory factory, AdapterSettings settings)
      throws ResourceException {
    try {
      String host = settings.text("pepper.bind", "127.0.0.1");
      int port = (int) settings.number(PORT, 7001, 0, 65_535);
      GrpcServer server = new GrpcServer(GrpcLimits.from(settings), GrpcEncryption.from(settings));
      GrpcEndpoint endpoint = new GrpcEndpoint(factory, server, bind(server, host, port));
      ActivatedBean.onItsOwnThread("pepper-grpc-start", endpoint::serve);
      return endpoint;
    } catch (IllegalArgumentException e) {
      throw failure(e.getMessage(), e);
    }
  }

  private static String bind(GrpcServer server, String host, int port) throws ResourceException {
    try {
      return host + ":" + server.bind(host, port);
    } catch (IOException e) {
      server.close();
      throw failure(
          "cannot listen for gRPC clients on %s port %d: %s; change %s (or pepper.bind)"
              .formatted(host, port, reason(e), PORT),
          e);
    }
  }

  private static String reason(IOException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  private static ResourceException failure(String line, Exception cause) {
    System.setProperty(FAILURE, line);
    return new ResourceException(line, cause);
  }

  private void serve() {
    try {
      server.serve(bean.ask(GrpcListener.class, GrpcListener::methods));
      System.setProperty(LISTENING, address);
      LOG.log(Level.INFO, "listening for gRPC clients on " + address);
    } catch (ResourceException | RuntimeException e) {
      System.setProperty(FAILURE, "no methods for gRPC clients: " + e.getMessage());
      LOG.log(Level.ERROR, "no methods for gRPC clients, closing " + address, e);
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
