package io.pepper.discovery.instance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as consumers see it: its provider's description, and the conditions that operators
 * and checks set. Immutable. The time of its last heartbeat is not part of it, since heartbeats
 * notify no consumer: see {@code Registry.renewed}.
 *
 * @param registered when it first registered, nanoseconds since 1970
 * @param up when it last began to take traffic by its provider's word, nanoseconds since 1970
 * @param changed when it was last registered or changed, nanoseconds since 1970; rises with every
 *     change
 */
public record Instance(
    Registration registration, Conditions conditions, long registered, long up, long changed) {
  public InstanceKey key() {
    return registration.key();
  }

  /**
   * Returns the status that holds: the provider's, unless an operator or a check has the instance
   * wait.
   */
  public Status status() {
    return conditions.drained() || conditions.unhealthy().isPresent()
        ? Status.WAITING
        : registration.status();
  }

  public boolean isUp() {
    return status() == Status.UP;
  }

  /** Returns the reason why it takes no traffic; empty while it does. */
  public Optional<String> why() {
    if (conditions.drained()) {
      return Optional.of("drained by an operator");
    }
    if (conditions.unhealthy().isPresent()) {
      return Optional.of("unhealthy: " + conditions.unhealthy().get());
    }
    return isUp() ? Optional.empty() : Optional.of("its provider says so");
  }

  /** Returns the provider's metadata with the operators' changes. */
  public Map<String, String> metadata() {
    if (conditions.weight().isEmpty() && conditions.attributes().isEmpty()) {
      return registration.metadata();
    }
    Map<String, String> metadata = new LinkedHashMap<>(registration.metadata());
    metadata.putAll(conditions.attributes());
    conditions.weight().ifPresent(weight -> metadata.put("weight", Integer.toString(weight)));
    return metadata;
  }
}
