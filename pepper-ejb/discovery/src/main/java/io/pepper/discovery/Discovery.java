package io.pepper.discovery;

import io.pepper.coordination.Coordination;
import io.pepper.discovery.cluster.SharedRegistry;
import io.pepper.discovery.health.HealthChecks;
import io.pepper.discovery.load.ClusterLoads;
import io.pepper.discovery.load.Loads;
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
  private HealthChecks checks;
  private Loads loads;
  private ClusterLoads clusterLoads;
  private DiscoveryOverview overview;

  @PostConstruct
  void open() {
    StartFailure.guard(this::assemble);
  }

  private void assemble() {
    registry = new SharedRegistry(coordination, NodeSettings.of(settings), clock);
    checks = new HealthChecks(registry, new CheckAssignment(registry.nodes()), clock);
    loads = new Loads(registry, clock);
    clusterLoads = new ClusterLoads(loads, registry.nodes(), clock);
    overview = new DiscoveryOverview(registry, registry.nodes(), registry, clock);
  }

  void start() {
    registry.reachable(false);
    registry.open();
    checks.open();
  }

  /** Heartbeats can come from now on: only now may instances be missed for want of them. */
  public void reachable() {
    registry.reachable(true);
  }

  @PreDestroy
  void stop() {
    clusterLoads.close();
    checks.close();
    registry.close();
  }

  @Produces
  @Singleton
  Registry registry() {
    return registry;
  }

  @Produces
  @Singleton
  DiscoveryOverview overview() {
    return overview;
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

  @Produces
  @Singleton
  Loads loads() {
    return loads;
  }

  @Produces
  @Singleton
  ClusterLoads clusterLoads() {
    return clusterLoads;
  }
}
