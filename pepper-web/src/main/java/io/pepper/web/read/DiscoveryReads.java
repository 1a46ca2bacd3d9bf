package io.pepper.web.read;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Applications and their instances as the caller sees them, from this node's memory. */
@RequestScoped
public class DiscoveryReads {
  @Inject private Registry registry;

  /** Returns the applications of an environment, in order. */
  @Requires(Permission.READ_DISCOVERY)
  public List<Application> applications(String environment) {
    return registry.applications().stream()
        .filter(app -> app.key().environment().equals(environment))
        .toList();
  }

  /** Returns an application, if it has instances or settings. */
  @Requires(Permission.READ_DISCOVERY)
  public Optional<Application> find(AppKey app) {
    return registry.find(app);
  }
}
