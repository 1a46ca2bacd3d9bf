package io.pepper.web.keeper;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.json.JsonWriter;
import io.pepper.settings.Settings;
import io.pepper.web.change.DiscoveryChanges;
import io.pepper.web.read.DiscoveryReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * The calls for services: which there are, and what operators say of them. Services are the
 * applications of one environment, that of the setting {@code pepper.discovery.environment} unless
 * the parameter {@code env} names another.
 */
@RequestScoped
class KeeperServices {
  private static final int EXPECTED_BYTES = 1024;

  @Inject private DiscoveryReads reads;
  @Inject private DiscoveryChanges changes;
  @Inject private Settings settings;

  byte[] list(KeeperParameters parameters) {
    JsonWriter out = new JsonWriter(EXPECTED_BYTES);
    List<String> names =
        reads.applications(environment(parameters)).stream().map(app -> app.key().name()).toList();
    return out.strings(names).bytes();
  }

  byte[] get(KeeperParameters parameters) {
    AppKey app = new AppKey(environment(parameters), parameters.required("service_name"));
    return KeeperServiceJson.write(app, reads.find(app));
  }

  /**
   * Sets what the property says: the weights between zones and the strategy of the service, and all
   * that operators say of the instances that it names. Checks everything before it changes
   * anything.
   */
  byte[] setProperty(KeeperParameters parameters) {
    ServiceProperty property = ServiceProperty.read(parameters.body());
    AppKey app = new AppKey(environment(parameters), property.service());
    Optional<Application> there = reads.find(app);
    property
        .attributes()
        .forEach((id, attributes) -> {
          if (instances(there, id).isEmpty()) {
            throw new KeeperException(
                "service %s has no instance %s: set its attributes when it has registered"
                    .formatted(app.name(), id));
          }
        });
    AppSettings present = there.map(Application::settings).orElse(AppSettings.NONE);
    try {
      changes.configure(app, property.settings(present));
    } catch (InvalidDefinitionException e) {
      throw new KeeperException(e.field() + " " + e.problem());
    }
    property
        .attributes()
        .forEach((id, attributes) -> instances(there, id).forEach(each -> set(each, attributes)));
    return KeeperEnvelope.nothing();
  }

  private static List<Instance> instances(Optional<Application> app, String id) {
    return app.stream()
        .flatMap(Application::instances)
        .filter(instance -> instance.key().name().equals(id))
        .toList();
  }

  private void set(Instance instance, InstanceAttributes attributes) {
    changes.weigh(instance.key(), attributes.weight());
    changes.label(instance.key(), attributes.others());
    attributes.online().ifPresent(isOnline -> changes.drain(instance.key(), !isOnline));
  }

  private String environment(KeeperParameters parameters) {
    String named = parameters.text("env");
    return named.isEmpty() ? settings.text("pepper.discovery.environment").orElse("prod") : named;
  }
}
