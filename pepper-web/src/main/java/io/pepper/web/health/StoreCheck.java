package io.pepper.web.health;

import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The check of the store: ready only while jobs can be stored. It is the one check that reaches
 * past the bus.
 */
@Readiness
@ApplicationScoped
class StoreCheck implements HealthCheck {
  @Inject private JobStore store;

  @Override
  public HealthCheckResponse call() {
    try {
      store.check();
      return HealthCheckResponse.up("store");
    } catch (StoreUnavailableException e) {
      return HealthCheckResponse.named("store").down().withData("problem", e.getMessage()).build();
    }
  }
}
