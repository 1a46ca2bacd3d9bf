package io.pepper.bus;

import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Starts and stops this node with the application, on a container thread. */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Node {
  @Inject Bus bus;
  @Inject Queues queues;
  @Inject Settings settings;

  @PostConstruct
  void start() {
    try {
      settings.definitions().ifPresent(file -> new Definitions(queues).apply(file));
      bus.start();
    } catch (RuntimeException e) {
      StartFailure.report(StartProblem.of(e));
      throw e;
    }
  }

  @PreDestroy
  void stop() {
    bus.stop();
  }
}
