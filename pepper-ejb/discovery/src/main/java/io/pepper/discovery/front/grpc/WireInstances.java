package io.pepper.discovery.front.grpc;

import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.instance.Address;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.ServiceMetadata;
import io.pepper.discovery.instance.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Readers of what providers send. They throw {@code IllegalArgumentException} for values that
 * cannot be.
 */
final class WireInstances {
  static final String NOWHERE = "unknown";

  private static final String LEASE = "etcd-metadata-lease_id";
  private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(30);

  private final String usualEnvironment;

  /**
   * @param usualEnvironment of instances that name none
   */
  WireInstances(String usualEnvironment) {
    this.usualEnvironment = usualEnvironment;
  }

  AppKey app(String environment, String service) {
    return new AppKey(environment.isBlank() ? usualEnvironment : environment, service);
  }

  InstanceKey key(Instance wire) {
    String zone = wire.getZone().isBlank() ? NOWHERE : wire.getZone();
    return new InstanceKey(app(wire.getEnv(), wire.getServiceName()), zone, wire.getId());
  }

  Registration registration(Instance wire, long leaseSeconds) {
    Map<String, String> metadata = new LinkedHashMap<>(wire.getMetadataMap());
    metadata.remove(LEASE);
    boolean hidden = "N".equals(metadata.remove(ServiceMetadata.ONLINE));
    String weight = metadata.remove(ServiceMetadata.WEIGHT);
    if (weight != null) {
      metadata.put(ServiceMetadata.OUR_WEIGHT, weight);
    }
    return new Registration(
        key(wire),
        "",
        wire.getHostname(),
        addresses(wire),
        metadata,
        hidden ? Status.WAITING : Status.UP,
        "",
        lifetime(leaseSeconds),
        Origin.GRPC);
  }

  static Duration lifetime(long leaseSeconds) {
    return leaseSeconds == 0 ? DEFAULT_LIFETIME : Duration.ofSeconds(leaseSeconds);
  }

  private static List<String> addresses(Instance wire) {
    if (wire.getAddrsCount() == 0) {
      throw new IllegalArgumentException("addrs needs at least one address");
    }
    List<String> addresses = new ArrayList<>();
    wire.getAddrsMap()
        .forEach((schema, address) -> {
          if (schema.isBlank() || schema.contains("://") || address.isBlank()) {
            throw new IllegalArgumentException(
                "addrs must map a schema such as http to an address such as 10.0.0.7:80, not '%s' to '%s'"
                    .formatted(schema, address));
          }
          addresses.add(Address.checked(schema + "://" + address));
        });
    return addresses;
  }
}
