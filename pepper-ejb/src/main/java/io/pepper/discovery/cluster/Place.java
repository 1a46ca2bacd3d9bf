package io.pepper.discovery.cluster;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import java.util.Optional;

/**
 * What a key is about.
 *
 * @param instance empty if it is about the application
 */
record Place(Kind kind, AppKey app, Optional<InstanceKey> instance) {
  enum Kind {
    /** What a provider says of its instance. */
    INSTANCE,
    /** What operators and checks say of an instance. */
    CONDITIONS,
    /** What operators say of an application. */
    SETTINGS
  }

  static Place instance(InstanceKey key) {
    return new Place(Kind.INSTANCE, key.app(), Optional.of(key));
  }

  static Place conditions(InstanceKey key) {
    return new Place(Kind.CONDITIONS, key.app(), Optional.of(key));
  }

  static Place settings(AppKey app) {
    return new Place(Kind.SETTINGS, app, Optional.empty());
  }

  String path() {
    return switch (kind) {
      case INSTANCE -> Keys.instance(instance.orElseThrow());
      case CONDITIONS -> Keys.conditions(instance.orElseThrow());
      case SETTINGS -> Keys.settings(app);
    };
  }
}
