package io.pepper.discovery.instance;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * What gokeeper's consumers see of services and instances, whatever way they receive it
 * (docs/protocol.md, keeper.Discovery).
 */
public final class ServiceMetadata {
  /** The metadata of an instance with its weight as decimal text. */
  public static final String WEIGHT = "backend-metadata-instance_weight";

  /**
   * The metadata of an instance whose value {@code N} hides it from consumers; these evaluate it
   * themselves.
   */
  public static final String ONLINE = "backend-metadata-online";

  /** The weight's name in the registry. */
  public static final String OUR_WEIGHT = "weight";

  private static final String ZONE_WEIGHTS = "backend-metadata-zone_weight";
  private static final String STRATEGY = "backend-metadata-balance_strategy";

  /** The provider, found once: the search covers the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private ServiceMetadata() {}

  /** Returns the metadata of a service: what operators set for it. */
  public static Map<String, String> of(AppSettings settings) {
    Map<String, String> metadata = new TreeMap<>();
    if (!settings.zoneWeights().isEmpty()) {
      metadata.put(ZONE_WEIGHTS, zoneWeights(settings.zoneWeights()));
    }
    settings.strategy().ifPresent(strategy -> metadata.put(STRATEGY, strategy.text()));
    return metadata;
  }

  private static String zoneWeights(Map<String, Map<String, Integer>> weights) {
    JsonObjectBuilder sources = JSON.createObjectBuilder();
    weights.forEach((source, targets) -> {
      JsonObjectBuilder all = JSON.createObjectBuilder();
      targets.forEach(all::add);
      sources.add(source, JSON.createObjectBuilder().add("src", source).add("dst", all));
    });
    return sources.build().toString();
  }

  /** Returns the metadata of an instance, with its weight and whether it takes traffic. */
  public static Map<String, String> of(Instance instance) {
    Map<String, String> metadata = new TreeMap<>(instance.metadata());
    String weight = metadata.get(OUR_WEIGHT);
    if (weight != null && weight.matches("\\d{1,9}")) {
      metadata.put(WEIGHT, weight);
    }
    if (!instance.isUp()) {
      metadata.put(ONLINE, "N");
    }
    return metadata;
  }

  /**
   * Returns the addresses of an instance by schema; of several with one schema the first, since
   * there is room for one.
   */
  public static Map<String, String> addresses(Instance instance) {
    Map<String, String> addresses = new TreeMap<>();
    for (String address : instance.registration().addresses()) {
      int end = address.indexOf("://");
      if (end > 0) {
        addresses.putIfAbsent(address.substring(0, end), address.substring(end + 3));
      }
    }
    return addresses;
  }
}
