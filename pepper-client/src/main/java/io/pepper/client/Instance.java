package io.pepper.client;

import io.pepper.client.transport.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance of an application, as consumers see it. Immutable. Zone and hostname together say
 * which instance of the application it is.
 *
 * @param app such as {@code goim.comet}
 * @param zone such as {@code sh001}
 * @param hostname its name in its zone
 * @param region may be empty
 * @param addresses such as {@code grpc://10.0.0.7:3109}
 * @param metadata free text by name; {@code weight}, {@code cluster}, {@code group}, {@code color}
 *     and {@code load} are understood by {@link io.pepper.client.select}
 * @param version release label; may be empty
 * @param changed when it was last registered or changed, nanoseconds since 1970; 0 if unknown
 */
public record Instance(
    String app,
    String zone,
    String hostname,
    String region,
    List<String> addresses,
    Map<String, String> metadata,
    String version,
    Status status,
    long changed) {
  /**
   * Creates an instance.
   *
   * @throws IllegalArgumentException if app, zone or hostname is no name
   */
  public Instance {
    Checks.name("app", app);
    Checks.name("zone", zone);
    Checks.name("hostname", hostname);
    addresses = List.copyOf(addresses);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Returns the last address of a scheme, as gRPC resolvers of the field do.
   *
   * @param scheme such as {@code grpc}, without {@code ://}
   * @return {@code host:port}; empty if it has no such address
   */
  public Optional<String> address(String scheme) {
    String start = scheme + "://";
    return addresses.stream()
        .filter(address -> address.startsWith(start))
        .reduce((first, second) -> second)
        .map(address -> address.substring(start.length()));
  }

  /** Returns whether both are the same instance, whatever it says of itself. */
  public boolean isSameAs(Instance other) {
    return hostname.equals(other.hostname) && zone.equals(other.zone) && app.equals(other.app);
  }
}
