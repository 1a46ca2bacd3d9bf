package io.pepper.discovery.front.grpc;

import io.pepper.discovery.front.grpc.wire.DiscoveryEventType;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import io.pepper.discovery.front.grpc.wire.Service;
import io.pepper.discovery.front.grpc.wire.ZoneGroup;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.ServiceMetadata;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/** The updates that consumers get, encoded once for all of them. Thread-safe. */
final class WireServices {
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
            .setVersion(app.changed())
            .putAllMetadata(ServiceMetadata.of(app.settings()));
    app.zones()
        .forEach((zone, byName) -> {
          ZoneGroup.Builder group = ZoneGroup.newBuilder();
          byName.forEach((name, instance) -> group.putZoneGroup(name, instance(instance)));
          service.putInstances(zone, group.build());
        });
    return service.build();
  }

  private static io.pepper.discovery.front.grpc.wire.Instance instance(Instance instance) {
    return io.pepper.discovery.front.grpc.wire.Instance.newBuilder()
        .setId(instance.key().name())
        .setServiceName(instance.key().app().name())
        .setZone(instance.key().zone())
        .setEnv(instance.key().app().environment())
        .setHostname(instance.registration().hostname())
        .putAllAddrs(ServiceMetadata.addresses(instance))
        .putAllMetadata(ServiceMetadata.of(instance))
        .setRegTime(seconds(instance.registered()))
        .setUpdateTime(seconds(instance.changed()))
        .build();
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
