package io.pepper.discovery.instance;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider's description of its instance. Immutable.
 *
 * @param region may be empty
 * @param hostname of the machine; with bilibili/discovery the same as the key's name
 * @param addresses such as {@code grpc://10.0.0.7:3109}, none empty; what else they must be is the
 *     protocols' to check, see {@link Address}, since records of former times are read as they are
 * @param metadata free text by name, in the provider's order
 * @param status what the provider wants; see {@link Instance#status()} for what holds
 * @param version release label; may be empty
 * @param lifetime how long it stays without a heartbeat; 1 second to 1 day
 */
public record Registration(
    InstanceKey key,
    String region,
    String hostname,
    List<String> addresses,
    Map<String, String> metadata,
    Status status,
    String version,
    Duration lifetime,
    Origin origin) {
  /** Ninety seconds: three heartbeats of bilibili/discovery. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(90);

  /** Characters of addresses, metadata and labels together. */
  public static final int MAX_SIZE = 64 * 1024;

  private static final Duration MIN_LIFETIME = Duration.ofSeconds(1);
  private static final Duration MAX_LIFETIME = Duration.ofDays(1);

  /**
   * Copies the collections and checks the parts.
   *
   * @throws IllegalArgumentException naming what is wrong, as its protocol calls it
   */
  public Registration {
    addresses = List.copyOf(addresses);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    if (addresses.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("addrs must not have an empty address");
    }
    if (lifetime.compareTo(MIN_LIFETIME) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException(
          "a lifetime of %s is not possible; it must be 1 second to 1 day".formatted(lifetime));
    }
    int size = size(region, hostname, version, addresses, metadata);
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "addrs, metadata and labels have %d characters together; at most %d are possible"
              .formatted(size, MAX_SIZE));
    }
  }

  private static int size(
      String region,
      String hostname,
      String version,
      List<String> addresses,
      Map<String, String> metadata) {
    int size = region.length() + hostname.length() + version.length();
    for (String address : addresses) {
      size += address.length();
    }
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      size += entry.getKey().length() + entry.getValue().length();
    }
    return size;
  }

  /** Returns a copy with another status and other metadata. */
  public Registration with(Status newStatus, Map<String, String> newMetadata) {
    return new Registration(
        key, region, hostname, addresses, newMetadata, newStatus, version, lifetime, origin);
  }
}
