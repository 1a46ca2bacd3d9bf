package io.pepper.startup;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** The last of the startup beans. On a container thread. */
@Startup
@Singleton
@DependsOn({"BusStartup", "CronStartup", "DiscoveryStartup", "ConfigStartup"})
@TransactionManagement(TransactionManagementType.BEAN)
public class CapabilitiesStartup {
  @Inject StartSignal signal;

  @PostConstruct
  void start() {
    signal.give();
  }
}
