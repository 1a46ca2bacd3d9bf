package io.pepper.discovery;

import io.pepper.coordination.Coordination;
import io.pepper.discovery.cluster.SharedRegistry;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the parts of discovery together, and takes them apart. */
@ApplicationScoped
public class Discovery {
  @Inject Settings settings;
  @Inject Clock clock;
  @Inject Coordination coordination;

  private SharedRegistry registry;

  @PostConstruct
  void assemble() {
    try {
      registry = new SharedRegistry(coordination, NodeSettings.of(settings), clock);
    } catch (RuntimeException e) {
      StartFailure.report(e);
      throw e;
    }
  }

  void start() {
    registry.open();
  }

  @PreDestroy
  void stop() {
    registry.close();
  }

  @Produces
  @Singleton
  Registry registry() {
    return registry;
  }

  @Produces
  @Singleton
  Nodes nodes() {
    return registry.nodes();
  }

  @Produces
  @Singleton
  RegistryFigures.Source figures() {
    return registry;
  }
}
