package io.pepper.discovery.instance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Conditions that operators and health checks set for an instance. Kept apart from what the
 * provider says, so that no heartbeat, registration or {@code set} of a client undoes them.
 * Immutable.
 *
 * @param drained takes no traffic until an operator says otherwise
 * @param weight stands for the provider's {@code weight} in its metadata; 0 to 1,000,000
 * @param unhealthy why checks hold that it must not take traffic; empty while it is healthy
 * @param attributes added to the metadata, over what the provider says; 8,192 characters at most
 */
public record Conditions(
    boolean drained,
    OptionalInt weight,
    Optional<String> unhealthy,
    Map<String, String> attributes) {
  public static final Conditions NONE =
      new Conditions(false, OptionalInt.empty(), Optional.empty(), Map.of());

  /** The greatest weight. */
  public static final int HEAVIEST = 1_000_000;

  private static final int MAX_SIZE = 8 * 1024;

  /**
   * Copies the attributes and checks the parts.
   *
   * @throws IllegalArgumentException if the weight is out of range, or the attributes are too long
   */
  public Conditions {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    if (weight.isPresent() && (weight.getAsInt() < 0 || weight.getAsInt() > HEAVIEST)) {
      throw new IllegalArgumentException(
          "weight must be 0 to %d, not %d".formatted(HEAVIEST, weight.getAsInt()));
    }
    int size = size(attributes);
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "attributes have %d characters; at most %d are possible".formatted(size, MAX_SIZE));
    }
  }

  public boolean isNone() {
    return equals(NONE);
  }

  public Conditions withDrained(boolean now) {
    return new Conditions(now, weight, unhealthy, attributes);
  }

  public Conditions withWeight(OptionalInt now) {
    return new Conditions(drained, now, unhealthy, attributes);
  }

  public Conditions withUnhealthy(Optional<String> now) {
    return new Conditions(drained, weight, now, attributes);
  }

  public Conditions withAttributes(Map<String, String> now) {
    return new Conditions(drained, weight, unhealthy, now);
  }

  private static int size(Map<String, String> attributes) {
    int size = 0;
    for (Map.Entry<String, String> entry : attributes.entrySet()) {
      size += entry.getKey().length() + entry.getValue().length();
    }
    return size;
  }
}
