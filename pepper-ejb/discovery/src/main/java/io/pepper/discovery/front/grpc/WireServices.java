package io.pepper.discovery.front.grpc;

import io.pepper.discovery.front.grpc.wire.DiscoveryEventType;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import io.pepper.discovery.front.grpc.wire.Service;
import io.pepper.discovery.front.grpc.wire.ZoneGroup;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/** The updates that consumers get, encoded once for all of them. Thread-safe. */
final class WireServices {
  private static final String ZONE_WEIGHTS = "backend-metadata-zone_weight";

  private final Map<Application, byte[]> updates = new WeakHashMap<>();

  /**
   * Encodes a {@code PollsResp} with this one service; several after each other are one with all.
   */
  byte[] update(Application app) {
    synchronized (updates) {
      byte[] known = updates.get(app);
      if (known != null) {
        return known;
      }
    }
    byte[] update =
        PollsResp.newBuilder()
            .setEventType(DiscoveryEventType.DISCOVERY_EVENT_UPDATE)
            .putServices(app.key().name(), service(app))
            .build()
            .toByteArray();
    synchronized (updates) {
      updates.put(app, update);
    }
    return update;
  }

  static Service service(Application app) {
    Service.Builder service =
        Service.newBuilder()
            .setServiceName(app.key().name())
            .setUpdateTime(seconds(app.changedAt()))
            .setVersion(app.changed());
    app.zones()
        .forEach((zone, byName) -> {
          ZoneGroup.Builder group = ZoneGroup.newBuilder();
          byName.forEach((name, instance) -> group.putZoneGroup(name, instance(instance)));
          service.putInstances(zone, group.build());
        });
    if (!app.settings().zoneWeights().isEmpty()) {
      service.putMetadata(ZONE_WEIGHTS, zoneWeights(app.settings().zoneWeights()));
    }
    return service.build();
  }

  private static io.pepper.discovery.front.grpc.wire.Instance instance(Instance instance) {
    return io.pepper.discovery.front.grpc.wire.Instance.newBuilder()
        .setId(instance.key().name())
        .setServiceName(instance.key().app().name())
        .setZone(instance.key().zone())
        .setEnv(instance.key().app().environment())
        .setHostname(instance.registration().hostname())
        .putAllAddrs(addresses(instance))
        .putAllMetadata(metadata(instance))
        .setRegTime(seconds(instance.registered()))
        .setUpdateTime(seconds(instance.changed()))
        .build();
  }

  /**
   * Returns the addresses by schema; of several with one schema the first, since there is room for
   * one.
   */
  private static Map<String, String> addresses(Instance instance) {
    Map<String, String> addresses = new HashMap<>();
    for (String address : instance.registration().addresses()) {
      int end = address.indexOf("://");
      if (end > 0) {
        addresses.putIfAbsent(address.substring(0, end), address.substring(end + 3));
      }
    }
    return addresses;
  }

  private static Map<String, String> metadata(Instance instance) {
    Map<String, String> metadata = new HashMap<>(instance.metadata());
    String weight = metadata.get(WireInstances.OUR_WEIGHT);
    if (weight != null && weight.matches("\\d{1,9}")) {
      metadata.put(WireInstances.WEIGHT, weight);
    }
    if (!instance.isUp()) {
      metadata.put(WireInstances.ONLINE, "N");
    }
    return metadata;
  }

  private static String zoneWeights(Map<String, Map<String, Integer>> weights) {
    JsonObjectBuilder sources = Json.createObjectBuilder();
    weights.forEach((source, targets) -> {
      JsonObjectBuilder all = Json.createObjectBuilder();
      targets.forEach(all::add);
      sources.add(source, Json.createObjectBuilder().add("src", source).add("dst", all));
    });
    return sources.build().toString();
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
