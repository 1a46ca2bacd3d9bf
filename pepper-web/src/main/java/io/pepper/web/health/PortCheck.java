package io.pepper.web.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** The check that a port takes connections, tried as a client would. */
record PortCheck(String name, String bind, int port) {
  private static final int LIMIT_MILLIS = 1000;

  HealthCheckResponse call() {
    try (Socket socket = new Socket()) {
      InetAddress bound = InetAddress.getByName(bind);
      InetAddress reachable = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
      socket.connect(new InetSocketAddress(reachable, port), LIMIT_MILLIS);
      return HealthCheckResponse.up(name);
    } catch (IOException e) {
      return HealthCheckResponse.named(name)
          .down()
          .withData("port", port)
          .withData("problem", e.getMessage())
          .build();
    }
  }
}
