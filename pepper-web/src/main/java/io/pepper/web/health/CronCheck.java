package io.pepper.web.health;

import io.pepper.cron.CronOverview;
import io.pepper.cron.CronSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The check of cron, always up: while this node is out of touch with the others, the bus serves all
 * the same, and other nodes run its cron jobs. The data says how it stands.
 */
@Readiness
@ApplicationScoped
class CronCheck implements HealthCheck {
  @Inject private CronOverview cron;

  @Override
  public HealthCheckResponse call() {
    CronSnapshot now = cron.now();
    HealthCheckResponseBuilder check =
        HealthCheckResponse.named("cron")
            .up()
            .withData("member", now.isMember())
            .withData("paused", now.isPaused());
    if (!now.isMember()) {
      check.withData(
          "problem", "this node is out of touch with the coordination and starts no cron jobs");
    }
    return check.build();
  }
}
