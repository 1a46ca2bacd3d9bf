package io.pepper.client;

import io.pepper.client.transport.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The description of an instance by its provider. Its place (environment, zone, region, hostname)
 * comes from the {@link Discovery}.
 *
 * <pre>{@code
 * Registration.of("shop.cart", "grpc://10.0.0.7:9000").with("weight", "10")
 * }</pre>
 *
 * @param app such as {@code shop.cart}
 * @param addresses such as {@code grpc://10.0.0.7:9000}; 1 to 64, no commas
 * @param metadata free text by name
 * @param version release label; may be empty
 */
public record Registration(
    String app,
    List<String> addresses,
    Map<String, String> metadata,
    String version,
    Status status) {
  private static final int MAX_ADDRESSES = 64;

  /**
   * Creates a registration.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public Registration {
    Checks.name("app", app);
    addresses = List.copyOf(addresses);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES) {
      throw new IllegalArgumentException(
          "an instance needs 1 to %d addresses, not %d".formatted(MAX_ADDRESSES, addresses.size()));
    }
    for (String address : addresses) {
      if (address.isBlank() || address.contains(",")) {
        throw new IllegalArgumentException(
            "address \"%s\" must be like grpc://10.0.0.7:9000, without commas".formatted(address));
      }
    }
  }

  /** Returns a registration that takes traffic at once, without metadata and version. */
  public static Registration of(String app, String... addresses) {
    return new Registration(app, List.of(addresses), Map.of(), "", Status.UP);
  }

  /** Returns the same with one more entry of metadata. */
  public Registration with(String name, String value) {
    return with(Map.of(name, value));
  }

  /** Returns the same with more metadata; names that are there already get the new value. */
  public Registration with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.putAll(more);
    return new Registration(app, addresses, all, version, status);
  }

  public Registration withAddress(String address) {
    List<String> all = new ArrayList<>(addresses);
    all.add(address);
    return new Registration(app, all, metadata, version, status);
  }

  public Registration withVersion(String newVersion) {
    return new Registration(app, addresses, metadata, newVersion, status);
  }

  public Registration withStatus(Status newStatus) {
    return new Registration(app, addresses, metadata, version, newStatus);
  }
}
