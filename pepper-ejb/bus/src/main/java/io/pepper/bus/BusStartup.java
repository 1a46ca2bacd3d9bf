package io.pepper.bus;

import io.pepper.definition.DefinitionsFile;
import io.pepper.job.QueueName;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** The start and stop of the bus with the application, on a container thread. */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class BusStartup {
  @Inject Bus bus;
  @Inject Queues queues;
  @Inject Settings settings;

  @PostConstruct
  void start() {
    StartFailure.guard(() -> {
      settings.definitions().map(DefinitionsFile::read).ifPresent(this::define);
      bus.start();
    });
  }

  private void define(DefinitionsFile file) {
    file.each(
        DefinitionsFile.QUEUES, (name, document) -> queues.define(new QueueName(name), document));
  }

  @PreDestroy
  void stop() {
    bus.stop();
  }
}
