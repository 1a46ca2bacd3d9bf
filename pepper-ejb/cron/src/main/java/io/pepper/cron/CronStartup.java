package io.pepper.cron;

import io.pepper.cron.fire.WakeupTimer;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/**
 * The start of cron with the application, after the bus that its jobs push into, and its stop
 * before it. On a container thread.
 */
@Startup
@Singleton
@DependsOn("BusStartup")
@TransactionManagement(TransactionManagementType.BEAN)
public class CronStartup {
  @Inject Cron cron;
  @EJB WakeupTimer timer;

  @PostConstruct
  void start() {
    StartFailure.guard(() -> cron.start(timer));
  }

  @PreDestroy
  void stop() {
    cron.stop();
  }
}
