package io.pepper.web.health;

import io.pepper.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The check of the gRPC port: ready only while it takes connections. */
@Readiness
@ApplicationScoped
class GrpcCheck implements HealthCheck {
  @Inject private Settings settings;

  @Override
  public HealthCheckResponse call() {
    return new PortCheck("grpc", settings.bind(), settings.grpcPort()).call();
  }
}
