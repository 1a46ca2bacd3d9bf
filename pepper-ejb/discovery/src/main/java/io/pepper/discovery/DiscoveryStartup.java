package io.pepper.discovery;

import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Starts discovery with the application and stops it before. On a container thread. */
@Startup
@Singleton
@DependsOn("BusStartup")
@TransactionManagement(TransactionManagementType.BEAN)
public class DiscoveryStartup {
  @Inject Discovery discovery;

  @PostConstruct
  void start() {
    StartFailure.guard(() -> discovery.start());
  }

  @PreDestroy
  void stop() {
    discovery.stop();
  }
}
