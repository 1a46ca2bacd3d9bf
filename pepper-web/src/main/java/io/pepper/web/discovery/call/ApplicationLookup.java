package io.pepper.web.discovery.call;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import java.util.Optional;

/** The applications that consumers can ask for: those with instances, and the nodes themselves. */
public final class ApplicationLookup {
  private final Registry registry;
  private final ServingNodes nodes;

  public ApplicationLookup(Registry registry, ServingNodes nodes) {
    this.registry = registry;
    this.nodes = nodes;
  }

  /** Returns the application, if it has an instance. */
  Optional<Application> find(AppKey app) {
    return ServingNodes.isMeant(app)
        ? Optional.of(nodes.in(app))
        : registry.find(app).filter(found -> !found.isEmpty());
  }
}
