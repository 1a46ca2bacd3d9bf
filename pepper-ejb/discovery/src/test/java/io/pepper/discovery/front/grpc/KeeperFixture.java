package io.pepper.discovery.front.grpc;

import io.pepper.connector.grpc.GrpcMethod;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.cluster.SharedRegistry;
import io.pepper.discovery.front.grpc.wire.DeregisterReq;
import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.front.grpc.wire.KeepAliveReq;
import io.pepper.discovery.front.grpc.wire.PollsReq;
import io.pepper.discovery.front.grpc.wire.RegisterReq;
import io.pepper.discovery.front.grpc.wire.Service;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A registry and {@code keeper.Discovery} on it. */
final class KeeperFixture implements AutoCloseable {
  static final AppKey APP = new AppKey("prod", "a.b");

  final SharedRegistry registry;
  final KeeperDiscovery keeper;
  private final Coordination coordination;

  KeeperFixture(Path data) {
    this(
        data,
        Clock.systemUTC(),
        new PollTimes(Duration.ofHours(1), Instant.EPOCH, Clock.systemUTC()));
  }

  KeeperFixture(Path data, Clock clock, PollTimes times) {
    Map<String, String> values = new HashMap<>(Map.of("pepper.data", data.toString()));
    values.put("pepper.discovery.allow", "127.0.0.1");
    Settings settings = Settings.of(values);
    coordination = Coordinations.open(settings);
    registry = new SharedRegistry(coordination, "node-1", Clock.systemUTC());
    registry.open();
    keeper = new KeeperDiscovery(settings, registry, clock, times);
  }

  GrpcMethod method(String name) {
    return keeper.methods().get("keeper.Discovery/" + name);
  }

  static Instance.Builder instance() {
    return Instance.newBuilder()
        .setId("i")
        .setServiceName("a.b")
        .setZone("z")
        .setRegTime(100)
        .putAddrs("http", "1.1.1.1:1");
  }

  byte[] register(Instance.Builder instance) throws InterruptedException {
    return new TestCall()
        .unary(method("Register"), RegisterReq.newBuilder().setInstance(instance).build());
  }

  byte[] keepAlive(Instance.Builder instance) throws InterruptedException {
    return new TestCall()
        .unary(method("KeepAlive"), KeepAliveReq.newBuilder().setInstance(instance).build());
  }

  byte[] deregister(Instance.Builder instance) throws InterruptedException {
    return new TestCall()
        .unary(method("Deregister"), DeregisterReq.newBuilder().setInstance(instance).build());
  }

  TestCall polls(Map<String, Long> known) {
    return new TestCall().stream(method("Polls"), request(known));
  }

  static PollsReq request(Map<String, Long> known) {
    return PollsReq.newBuilder().putAllPollServices(known).setSubscriber("s").build();
  }

  Application app() {
    return registry.find(APP).orElseThrow();
  }

  /** What consumers see of the only service. */
  Service service() {
    return WireServices.service(app());
  }

  Instance seen(String zone, String id) {
    return service().getInstancesOrThrow(zone).getZoneGroupOrThrow(id);
  }

  @Override
  public void close() {
    registry.close();
    coordination.close();
  }
}
