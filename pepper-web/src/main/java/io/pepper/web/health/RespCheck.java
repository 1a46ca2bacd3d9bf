package io.pepper.web.health;

import io.pepper.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the RESP port takes connections: tried as a client would. */
@Readiness
@ApplicationScoped
public class RespCheck implements HealthCheck {
  private static final int LIMIT_MILLIS = 1000;

  @Inject private Settings settings;

  @Override
  public HealthCheckResponse call() {
    try (Socket socket = new Socket()) {
      InetAddress bound = InetAddress.getByName(settings.bind());
      InetAddress reachable = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
      socket.connect(new InetSocketAddress(reachable, settings.respPort()), LIMIT_MILLIS);
      return HealthCheckResponse.up("resp");
    } catch (IOException e) {
      return HealthCheckResponse.named("resp")
          .down()
          .withData("port", settings.respPort())
          .withData("problem", e.getMessage())
          .build();
    }
  }
}
