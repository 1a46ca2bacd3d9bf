package io.pepper.discovery.cluster.state;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import java.util.Optional;

/**
 * The subject of a key.
 *
 * @param instance empty if it is about the application
 * @param path the key itself
 */
public record RecordKey(RecordKind kind, AppKey app, Optional<InstanceKey> instance, String path) {
  enum RecordKind {
    /** The provider's description of its instance. */
    INSTANCE,
    /** The conditions that operators and checks set for an instance. */
    CONDITIONS,
    /** The settings that operators make for an application. */
    SETTINGS
  }

  public static RecordKey instance(InstanceKey key) {
    return new RecordKey(
        RecordKind.INSTANCE, key.app(), Optional.of(key), RegistryKeys.instance(key));
  }

  public static RecordKey conditions(InstanceKey key) {
    return new RecordKey(
        RecordKind.CONDITIONS, key.app(), Optional.of(key), RegistryKeys.conditions(key));
  }

  public static RecordKey settings(AppKey app) {
    return new RecordKey(RecordKind.SETTINGS, app, Optional.empty(), RegistryKeys.settings(app));
  }
}
