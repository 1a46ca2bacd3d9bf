package io.pepper.web.health;

import io.pepper.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The check of the RESP port: ready only while it takes connections. */
@Readiness
@ApplicationScoped
class RespCheck implements HealthCheck {
  @Inject private Settings settings;

  @Override
  public HealthCheckResponse call() {
    return new PortCheck("resp", settings.bind(), settings.respPort()).call();
  }
}
