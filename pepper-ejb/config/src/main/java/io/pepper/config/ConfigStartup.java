package io.pepper.config;

import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/**
 * Starts the configuration centre with the application and stops it before. On a container thread.
 */
@Startup
@Singleton
@DependsOn("BusStartup")
@TransactionManagement(TransactionManagementType.BEAN)
public class ConfigStartup {
  @Inject Config config;

  @PostConstruct
  void start() {
    StartFailure.guard(() -> config.start());
  }

  @PreDestroy
  void stop() {
    config.stop();
  }
}
